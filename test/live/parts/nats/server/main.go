// The NATS server with the names of a cluster's pods for addresses of the loopback interface: configurations keep the names that their
// certificates are checked against. BESTEK_ADDRESSES maps name to address, in JSON.
package main

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"flag"
	"io"
	"net"
	"os"
	"strings"

	"github.com/nats-io/nats-server/v2/server"
	"golang.org/x/net/dns/dnsmessage"
)

func main() {
	addresses := map[string]string{}
	if err := json.Unmarshal([]byte(os.Getenv("BESTEK_ADDRESSES")), &addresses); err != nil {
		server.PrintAndDie("BESTEK_ADDRESSES: " + err.Error())
	}
	net.DefaultResolver = &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		ours, theirs := net.Pipe()
		go answer(ours, addresses)
		return theirs, nil
	}}
	flags := flag.NewFlagSet("nats-server", flag.ExitOnError)
	options, err := server.ConfigureOptions(flags, os.Args[1:], server.PrintServerAndExit, flags.Usage, server.PrintTLSHelpAndDie)
	if err != nil {
		server.PrintAndDie(err.Error())
	}
	running, err := server.NewServer(options)
	if err != nil {
		server.PrintAndDie(err.Error())
	}
	running.ConfigureLogger()
	if err := server.Run(running); err != nil {
		server.PrintAndDie(err.Error())
	}
	running.WaitForShutdown()
}

// Answers one question, in the framing of DNS over a stream.
func answer(asker net.Conn, addresses map[string]string) {
	defer asker.Close()
	var length uint16
	if binary.Read(asker, binary.BigEndian, &length) != nil {
		return
	}
	packed := make([]byte, length)
	if _, err := io.ReadFull(asker, packed); err != nil {
		return
	}
	var message dnsmessage.Message
	if message.Unpack(packed) != nil || len(message.Questions) != 1 {
		return
	}
	question := message.Questions[0]
	message.Header.Response, message.Header.Authoritative = true, true
	message.Additionals = nil
	address, known := addresses[strings.TrimSuffix(question.Name.String(), ".")]
	switch {
	case !known:
		message.Header.RCode = dnsmessage.RCodeNameError
	case question.Type == dnsmessage.TypeA:
		header := dnsmessage.ResourceHeader{Name: question.Name, Class: dnsmessage.ClassINET, TTL: 1}
		message.Answers = []dnsmessage.Resource{{Header: header, Body: &dnsmessage.AResource{A: [4]byte(net.ParseIP(address).To4())}}}
	}
	reply, err := message.Pack()
	if err != nil {
		return
	}
	asker.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(reply))), reply...))
}
