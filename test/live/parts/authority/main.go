// An authority for one run of the tests: reads from standard input the folders to fill and what each certificate is for, and writes
// `ca.crt`, `tls.crt` and `tls.key` as cert-manager does, an ECDSA key of 256 bits each. The authority's own key is written nowhere.
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"log"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

type request struct {
	Folder    string
	DNSNames  []string
	Addresses []net.IP
}

func main() {
	var requests []request
	must(json.NewDecoder(os.Stdin).Decode(&requests))
	authority := certificate(1, nil)
	authority.IsCA, authority.BasicConstraintsValid = true, true
	authority.Subject = pkix.Name{CommonName: "authority of a test"}
	authority.KeyUsage = x509.KeyUsageCertSign
	key := newKey()
	signed, err := x509.CreateCertificate(rand.Reader, authority, authority, key.Public(), key)
	must(err)
	for index, wanted := range requests {
		own := newKey()
		leaf := certificate(int64(index+2), &wanted)
		der, err := x509.CreateCertificate(rand.Reader, leaf, authority, own.Public(), key)
		must(err)
		encoded, err := x509.MarshalECPrivateKey(own)
		must(err)
		must(os.MkdirAll(wanted.Folder, 0o700))
		write(filepath.Join(wanted.Folder, "ca.crt"), "CERTIFICATE", signed)
		write(filepath.Join(wanted.Folder, "tls.crt"), "CERTIFICATE", der)
		write(filepath.Join(wanted.Folder, "tls.key"), "EC PRIVATE KEY", encoded)
	}
}

func certificate(serial int64, wanted *request) *x509.Certificate {
	made := &x509.Certificate{
		SerialNumber: big.NewInt(serial),
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(24 * time.Hour),
	}
	if wanted != nil {
		made.DNSNames, made.IPAddresses = wanted.DNSNames, wanted.Addresses
		made.KeyUsage = x509.KeyUsageDigitalSignature
		made.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}
	}
	return made
}

func newKey() *ecdsa.PrivateKey {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(err)
	return key
}

func write(file, kind string, der []byte) {
	must(os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600))
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
