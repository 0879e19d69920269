#!/usr/bin/env bash
# What action.yml runs in the workspace: it builds citevet from the checkout of
# the action and checks with it. The inputs come as variables, CITEVET_PATHS,
# _SINCE, _FAIL_ON and _SARIF, and are never a part of a command's text or taken
# for flags. It runs in macOS's bash 3.2, too.
set -euo pipefail

citevet="$RUNNER_TEMP/citevet$(go env GOEXE)"
# Of the workspace, neither a go.work nor a wish for another Go counts.
(cd "$CITEVET_ACTION" && GOWORK=off GOTOOLCHAIN=local GOFLAGS=-mod=readonly go build -buildvcs=false -o "$citevet" ./cmd/citevet)

command=("$citevet" check --format=github "--fail-on=$CITEVET_FAIL_ON")
if [ -n "$CITEVET_SINCE" ]; then
	command+=("--since=$CITEVET_SINCE")
fi
if [ -n "$CITEVET_SARIF" ]; then
	command+=("--output=sarif=$CITEVET_SARIF")
fi
command+=(--)
while IFS= read -r path || [ -n "$path" ]; do
	path=${path%$'\r'}
	case $path in
	'') ;;
	-) command+=(./-) ;; # not standard input
	*) command+=("$path") ;;
	esac
done <<<"$CITEVET_PATHS"

exec "${command[@]}"
