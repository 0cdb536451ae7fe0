#!/usr/bin/env bash
# Fetches an API's document, generates, and opens a pull request that says what
# the change means. Where the document is as it was, it does nothing. A pull
# request that is open already is brought up to date.
#
#   URL       where the document is published
#   DOCUMENT  the file that oasmint.yaml names
#   OASMINT   the command (go tool oasmint); go run would hide its exit codes
#   BRANCH    the pull request's branch (oasmint/update)
#   GH_TOKEN  for gh: contents and pull-requests, write
set -euo pipefail

: "${URL:?say where the document is published}"
: "${DOCUMENT:?say which file the document is}"
branch=${BRANCH:-oasmint/update}
read -ra oasmint <<<"${OASMINT:-go tool oasmint}"

if [ -n "$(git status --porcelain)" ]; then
	echo "there are changes that are not committed: they would end up in the pull request" >&2
	exit 2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
old=$work/old.${DOCUMENT##*.}
new=$work/new.${DOCUMENT##*.}

curl --fail --silent --show-error --location --retry 3 --output "$new" "$URL"
if cmp --silent "$new" "$DOCUMENT"; then
	echo "$DOCUMENT is as published: nothing to do"
	exit 0
fi
cp "$DOCUMENT" "$old"
cp "$new" "$DOCUMENT"
"${oasmint[@]}" generate

title="Update $DOCUMENT"
status=0
# Links lead to both versions: the one that is checked out, and the one on the branch.
links=()
if [ -n "${GITHUB_REPOSITORY:-}" ] && [ -n "${GITHUB_SHA:-}" ]; then
	blob=${GITHUB_SERVER_URL:-https://github.com}/$GITHUB_REPOSITORY/blob
	links=(--old-url "$blob/$GITHUB_SHA/$DOCUMENT" --new-url "$blob/$branch/$DOCUMENT")
fi
"${oasmint[@]}" diff "$old" "$DOCUMENT" --format markdown ${links[@]+"${links[@]}"} >"$work/diff.md" || status=$?
case $status in
0) ;;
3) title="$title (breaking)" ;;
*) exit "$status" ;;
esac

# GitHub takes 65,536 characters. Whole lines, so that no character is cut.
LC_ALL=C awk -v max=60000 '
	(size += length($0) + 1) <= max
	size > max { print "\nThe rest is too long to be shown here: run oasmint diff."; exit }
' "$work/diff.md" >"$work/body.md"

git switch --quiet --force-create "$branch"
git add --all
git -c user.name="${GIT_NAME:-oasmint}" -c user.email="${GIT_EMAIL:-oasmint@users.noreply.github.com}" \
	commit --quiet --message "$title"
git push --quiet --force origin "$branch"

if [ -n "$(gh pr list --head "$branch" --state open --json number --jq '.[].number')" ]; then
	gh pr edit "$branch" --title "$title" --body-file "$work/body.md"
else
	gh pr create --head "$branch" --title "$title" --body-file "$work/body.md"
fi
