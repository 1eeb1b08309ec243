// SPDX-License-Identifier: MIT

// Judges an audit log with the Go project's own packages, which share no line with ours:
// the signature, every entry's hash and inclusion, and that the log grew from smaller ones.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

// logFolder reads tiles as C2SP names them: sumdb's names hold the height, "tile/8/0/000".
type logFolder string

func (folder logFolder) read(sumdbPath string) ([]byte, error) {
	path := strings.Replace(sumdbPath, "tile/8/", "tile/", 1)
	return os.ReadFile(filepath.Join(string(folder), path))
}

func (folder logFolder) Height() int { return tileHeight }

func (folder logFolder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, tile := range tiles {
		content, err := folder.read(tile.Path())
		if err != nil {
			return nil, err
		}
		out = append(out, content)
	}
	return out, nil
}

func (folder logFolder) SaveTiles([]tlog.Tile, [][]byte) {}

// entries answers all entries of a bundle.
func (folder logFolder) entries(index, width int64) ([][]byte, error) {
	tile := tlog.Tile{H: tileHeight, L: 0, N: index, W: int(width)}
	content, err := folder.read(strings.Replace(tile.Path(), "tile/8/0/", "tile/8/entries/", 1))
	if err != nil {
		return nil, err
	}
	var out [][]byte
	for len(content) >= 2 {
		size := 2 + int(binary.BigEndian.Uint16(content))
		if len(content) < size {
			return nil, fmt.Errorf("bundle %d is cut short", index)
		}
		out = append(out, content[2:size])
		content = content[size:]
	}
	if len(content) != 0 || int64(len(out)) != width {
		return nil, fmt.Errorf("bundle %d does not hold %d entries", index, width)
	}
	return out, nil
}

func openCheckpoint(folder logFolder, vkey string) (tree tlog.Tree, err error) {
	raw, err := os.ReadFile(filepath.Join(string(folder), "checkpoint"))
	if err != nil {
		return tree, err
	}
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return tree, err
	}
	opened, err := note.Open(raw, note.VerifierList(verifier))
	if err != nil {
		return tree, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return tree, fmt.Errorf("the checkpoint is not three lines that begin with the origin")
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return tree, fmt.Errorf("the root is not 32 bytes")
	}
	copy(tree.Hash[:], root)
	return tree, nil
}

func judge(folder logFolder, vkey string) (int64, error) {
	tree, err := openCheckpoint(folder, vkey)
	if err != nil {
		return 0, err
	}
	reader := tlog.TileHashReader(tree, folder)
	for begin := int64(0); begin < tree.N; begin += 256 {
		width := tree.N - begin
		if width > 256 {
			width = 256
		}
		entries, err := folder.entries(begin/256, width)
		if err != nil {
			return 0, err
		}
		for i, entry := range entries {
			n := begin + int64(i)
			proof, err := tlog.ProveRecord(tree.N, n, reader)
			if err != nil {
				return 0, fmt.Errorf("entry %d: %w", n, err)
			}
			if err := tlog.CheckRecord(proof, tree.N, tree.Hash, n, tlog.RecordHash(entry)); err != nil {
				return 0, fmt.Errorf("entry %d: %w", n, err)
			}
		}
	}
	for n := int64(1); n < tree.N; n = n*2 + 1 {
		old, err := tlog.TreeHash(n, reader)
		if err != nil {
			return 0, err
		}
		proof, err := tlog.ProveTree(tree.N, n, reader)
		if err != nil {
			return 0, err
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, n, old); err != nil {
			return 0, fmt.Errorf("growth from %d: %w", n, err)
		}
	}
	return tree.N, nil
}

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: judge FOLDER VERIFIER_KEY")
	}
	size, err := judge(logFolder(os.Args[1]), os.Args[2])
	if err != nil {
		fmt.Println("refused:", err)
		os.Exit(1)
	}
	fmt.Println("accepted:", size, "entries")
}
