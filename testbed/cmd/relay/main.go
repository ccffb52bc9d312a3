// Relay accepts TCP connections on one address and carries them to another:
//
//	relay 198.18.0.1:16443 127.0.0.1:16443
//
// The API server listens on 127.0.0.1 alone, so nothing outside this machine can reach it; nodes live in network
// namespaces of their own, where that address means themselves. The relay listens on the host's end of their cable.
package main

import (
	"io"
	"log"
	"net"
	"os"
)

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: relay LISTEN TARGET")
	}
	listener, err := net.Listen("tcp", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	for {
		client, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go carry(client.(*net.TCPConn), os.Args[2])
	}
}

func carry(client *net.TCPConn, target string) {
	defer client.Close()
	dialled, err := net.Dial("tcp", target)
	if err != nil {
		client.SetLinger(0) // reset, as a closed port would: the client should see a refusal, not an empty answer
		return
	}
	server := dialled.(*net.TCPConn)
	defer server.Close()
	answered := make(chan struct{})
	go func() {
		io.Copy(client, server)
		client.CloseWrite()
		close(answered)
	}()
	io.Copy(server, client)
	server.CloseWrite()
	<-answered
}
