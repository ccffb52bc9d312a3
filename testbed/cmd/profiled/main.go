// Profiled is a program that has something to profile: it computes, keeps memory and waits for locks, and serves Go's
// profiles under /debug/pprof/ on the address that it is given, or on any port of the loopback, which it prints.
package main

import (
	"fmt"
	"net"
	"net/http"
	_ "net/http/pprof"
	"os"
	"runtime"
	"sync"
	"time"
)

var (
	kept [][]byte
	lock sync.Mutex
	sink int
)

func main() {
	address := "127.0.0.1:0"
	if len(os.Args) > 1 {
		address = os.Args[1]
	}
	runtime.SetMutexProfileFraction(1)
	runtime.SetBlockProfileRate(1)
	keep(200)
	for range 2 {
		go contend()
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(listener.Addr())
	go compute()
	fmt.Fprintln(os.Stderr, http.Serve(listener, nil))
	os.Exit(1)
}

func keep(count int) {
	for range count {
		kept = append(kept, make([]byte, 100_000))
	}
}

// A tenth of a core, so that whoever measures is not in the way of others.
func compute() {
	for {
		for until := time.Now().Add(5 * time.Millisecond); time.Now().Before(until); {
			sink += sum(1_000)
		}
		time.Sleep(45 * time.Millisecond)
	}
}

//go:noinline
func sum(count int) int {
	total := 0
	for number := range count {
		total += number % 7
	}
	return total
}

func contend() {
	for {
		lock.Lock()
		time.Sleep(time.Millisecond)
		lock.Unlock()
	}
}
