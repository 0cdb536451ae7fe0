// Package output writes what was generated, or tells what would be written.
//
// # Compare, then write
//
// Everything is computed before anything is touched: [Tree.Compare] compares the
// files of a run with the disk and gives a [Plan]. Check prints the plan and
// generate carries it out with [Plan.Write], so that they cannot disagree.
//
// # Whose file is it
//
// A [Lock] remembers the hash of every file that was written. A file that it
// does not know, or whose hash is another, is somebody's work: it is neither
// overwritten nor removed unless that is asked for.
//
// # Where it may stand
//
// A [Tree] is the folder of the configuration and the outputs that the user names, which
// may stand outside of it. A lock leads nowhere else.
//
// # All or nothing
//
// Write writes each file under a temporary name in its folder, and renames them
// when all are written. A failure on the way leaves the old files as they were. A
// run that is killed leaves a journal next to the lock, by which the next run mends
// what was left half done.
//
// # Without generating
//
// [Tree.UpToDate] tells by the lock's hashes alone that a target is as it was made.
package output
