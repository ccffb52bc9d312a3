# Processes that outlive the script that starts them. Each has a record under $run/processes/NAME: the command line, and the
# pid with the kernel's start time of it, so that a pid that was given to somebody else meanwhile is never signalled.
# shellcheck shell=bash

# start NAME COMMAND...: unless it runs already.
start() {
	local name=$1
	shift
	alive "$name" && return
	mkdir -p "$run/processes/$name" "$run/log"
	printf '%q ' "$@" >"$run/processes/$name/command"
	start_again "$name"
}

# start_again NAME: with the command line it was started with the last time.
start_again() {
	local record=$run/processes/$1
	# A process group of its own, so that ctrl-c in the terminal of the caller does not reach it.
	(eval "exec setsid $(<"$record/command")") </dev/null >>"$run/log/$1.log" 2>&1 &
	echo $! >"$record/pid"
	start_time $! >"$record/started"
}

alive() {
	local record=$run/processes/$1 started
	[[ -s $record/pid && -s $record/started ]] || return 1
	started=$(start_time "$(<"$record/pid")") && [[ $started == "$(<"$record/started")" ]]
}

# start_time PID: when the kernel started it; fails for a process that is gone or a zombie.
start_time() {
	local fields
	fields=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
	read -ra fields <<<"${fields##*) }" # after the command name, which may hold blanks
	[[ ${fields[0]} != Z ]] && echo "${fields[19]}"
}

running() {
	local record
	for record in "$run"/processes/*/; do
		record=$(basename "$record")
		alive "$record" && echo "$record"
	done
	return 0
}

signal() { # signal SIGNAL NAME...
	local signal=$1 name
	shift
	for name in "$@"; do
		! alive "$name" || kill "-$signal" "$(<"$run/processes/$name/pid")" 2>/dev/null || true
	done
}

# gone SECONDS NAME...: whether all of them end within that time.
gone() {
	local deadline=$((SECONDS + $1)) name
	shift
	for name in "$@"; do
		while alive "$name"; do
			((SECONDS <= deadline)) || return 1
			sleep 0.05
		done
	done
}
