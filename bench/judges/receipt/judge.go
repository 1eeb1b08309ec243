// SPDX-License-Identifier: MIT

// Judges the receipt of a product with the Go project's own packages, which share no line with ours:
// that the log of the policy signed the checkpoint, that the entry made from the product's bytes is
// in it, and that witnesses of the policy have cosigned it. Prints how many have.
package main

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"log"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	format      = "c2sp.org/tlog-proof@v1"
	entryClass  = "product.left"
	keyCosigner = 0x04
)

// cosigner verifies cosignature/v1, which note.NewVerifier does not know.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(message, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	at := binary.BigEndian.Uint64(signature)
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", at, message)
	return ed25519.Verify(c.key, []byte(signed), signature[8:])
}

func newCosigner(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("no verifier key")
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != keyCosigner {
		return nil, fmt.Errorf("no key of a cosigner")
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	hash := binary.BigEndian.Uint32(sum[:4])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		return nil, fmt.Errorf("the key is not of its name")
	}
	return cosigner{parts[0], hash, key[1:]}, nil
}

type policy struct {
	logs      []note.Verifier
	witnesses []note.Verifier
}

func readPolicy(text string) (p policy, err error) {
	for _, line := range strings.Split(text, "\n") {
		words := strings.Fields(line)
		var verifier note.Verifier
		switch {
		case len(words) >= 2 && words[0] == "log":
			verifier, err = note.NewVerifier(words[1])
			p.logs = append(p.logs, verifier)
		case len(words) >= 3 && words[0] == "witness":
			verifier, err = newCosigner(words[2])
			p.witnesses = append(p.witnesses, verifier)
		}
		if err != nil {
			return p, err
		}
	}
	return p, nil
}

type receipt struct {
	extra string
	index int64
	proof tlog.RecordProof
	note  []byte
}

func readReceipt(text string) (r receipt, err error) {
	head, rest, found := strings.Cut(text, "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 3 || lines[0] != format || !strings.HasPrefix(lines[1], "extra ") ||
		!strings.HasPrefix(lines[2], "index ") {
		return r, fmt.Errorf("no receipt of the form %s", format)
	}
	extra, err := base64.StdEncoding.DecodeString(lines[1][len("extra "):])
	if err != nil {
		return r, err
	}
	r.extra = string(extra)
	if r.index, err = strconv.ParseInt(lines[2][len("index "):], 10, 64); err != nil {
		return r, err
	}
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return r, err
		}
		r.proof = append(r.proof, hash)
	}
	r.note = []byte(rest)
	return r, nil
}

func entryOf(product []byte, extra string) ([]byte, error) {
	at, key64, found := strings.Cut(extra, " ")
	key, err := base64.StdEncoding.DecodeString(key64)
	if !found || err != nil || len(key) != sha256.Size {
		return nil, fmt.Errorf("the extra line opens nothing")
	}
	sum := sha256.Sum256(product)
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("sha256:" + hex.EncodeToString(sum[:])))
	commitment := base64.StdEncoding.EncodeToString(mac.Sum(nil))
	return []byte("1 " + at + " " + entryClass + " " + commitment), nil
}

func treeOf(text, origin string) (tree tlog.Tree, err error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[0] != origin {
		return tree, fmt.Errorf("the checkpoint is not three lines that begin with the origin")
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return tree, err
}

func judge(product, proof []byte, rules string) (int, error) {
	p, err := readPolicy(rules)
	if err != nil {
		return 0, err
	}
	r, err := readReceipt(string(proof))
	if err != nil {
		return 0, err
	}
	entry, err := entryOf(product, r.extra)
	if err != nil {
		return 0, err
	}
	known := append(append([]note.Verifier{}, p.logs...), p.witnesses...)
	opened, err := note.Open(r.note, note.VerifierList(known...))
	if err != nil {
		return 0, err
	}
	signedBy := map[string]bool{}
	for _, signature := range opened.Sigs {
		signedBy[signature.Name] = true
	}
	for _, by := range p.logs {
		if !signedBy[by.Name()] {
			continue
		}
		tree, err := treeOf(opened.Text, by.Name())
		if err != nil {
			return 0, err
		}
		if err := tlog.CheckRecord(r.proof, tree.N, tree.Hash, r.index, tlog.RecordHash(entry)); err != nil {
			return 0, err
		}
		return len(signedBy) - 1, nil
	}
	return 0, fmt.Errorf("none of the policy's logs has signed it")
}

func main() {
	if len(os.Args) != 4 {
		log.Fatal("usage: judge PRODUCT RECEIPT POLICY")
	}
	var files [3][]byte
	for i := range files {
		content, err := os.ReadFile(os.Args[i+1])
		if err != nil {
			log.Fatal(err)
		}
		files[i] = content
	}
	witnesses, err := judge(files[0], files[1], string(files[2]))
	if err != nil {
		fmt.Println("refused:", err)
		os.Exit(1)
	}
	fmt.Println("accepted:", witnesses, "witnesses")
}
