#!/usr/bin/env bash
# Fails where what is committed is not what oasmint would write. On GitHub it
# leaves annotations and a summary. Everything is made again: on a pull request,
# a lock is no more to be trusted than the files.
#
#   OASMINT   the command (go tool oasmint)
#   SHARD     I/N: of many targets, the part that this job checks (all)
set -euo pipefail

read -ra oasmint <<<"${OASMINT:-go tool oasmint}"
exec "${oasmint[@]}" check --full --diff --format github ${SHARD:+--shard "$SHARD"}
