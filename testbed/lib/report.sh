# What the scripts say. Progress and complaints go to standard error; standard output is for answers.
# shellcheck shell=bash

fail() {
	echo "testbed: $*" >&2
	exit 1
}

# step WORDS: what has just been reached, and after how long.
step() { printf '%6d ms  %s\n' "$((($(date +%s%N) - started_ns) / 1000000))" "$*" >&2; }
started_ns=$(date +%s%N)

# render FILE: the file under config/ with every $name replaced by the shell variable of that name.
render() {
	local _text _name
	_text=$(<"$testbed/config/$1")
	while [[ $_text =~ ^([^$]*)\$([a-z_]+)(.*)$ ]]; do
		_name=${BASH_REMATCH[2]}
		printf '%s%s' "${BASH_REMATCH[1]}" "${!_name}"
		_text=${BASH_REMATCH[3]}
	done
	printf '%s\n' "$_text"
}

# wait_for SECONDS WHAT COMPONENT COMMAND...: until the command succeeds. Gives up when the time is over or the component
# has died, and then shows the end of its log.
wait_for() {
	local deadline=$((SECONDS + $1)) what=$2 component=$3
	shift 3
	until "$@" >/dev/null 2>&1; do
		if ! alive "$component"; then
			give_up "$component died before $what" "$component"
		elif ((SECONDS > deadline)); then
			give_up "timed out: $what" "$component"
		fi
		sleep 0.1
	done
}

give_up() {
	{ echo "--- the end of $run/log/$2.log"; tail -n 25 "$run/log/$2.log"; } >&2
	fail "$1"
}
