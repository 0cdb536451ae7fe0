// Package output stands between what is generated and where it goes.
//
// # Compare, then write
//
// Everything is computed before anything is touched: [Tree.Compare] holds the
// files of a run against the disk and gives a [Plan]. Check prints the plan,
// generate carries it out with [Plan.Write]; there is no second opinion.
//
// # Whose file is it
//
// A [Lock] remembers the hash of every file that was written. A file that it
// does not know, or whose hash is another, is somebody's work: it is neither
// overwritten nor removed unless that is asked for.
//
// # All or nothing
//
// Write stages each file beside its place, and renames when all are staged. A
// failure on the way leaves the old files as they were. A run that is killed
// leaves a journal beside the lock, by which the next run mends what it left.
//
// # The short way
//
// [Tree.UpToDate] tells by the lock's hashes alone that nothing changed.
package output
