// Package goapi owns the identifiers of the emitted Go package.
//
//   - What emitters write beside the names of schemas: each identifier is declared
//     here once, as an [Ident]. lower keeps names free of them; who writes one, or
//     speaks of it to readers, asks here.
//   - What was published, and must not change: [Published].
//   - What is emitted in the end: [Package], read back from the source. What is
//     compiled against the types goes by that, never by a second guess.
package goapi
