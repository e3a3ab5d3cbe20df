package main

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"

	"ringain/client"
)

// file is one built file and the source it is known by.
type file struct {
	source, name string
	body         []byte
}

// wordFiles returns the words that come with the parts of the room that are fetched:
// a file for each part and language, known as notes.sv.json and the like.
func wordFiles() (files []file, err error) {
	for _, part := range client.Parts() {
		if part == client.Page {
			continue
		}
		for _, lang := range []string{"sv", "en"} {
			body, err := json.Marshal(client.PartWords(part, lang))
			if err != nil {
				return nil, err
			}
			stem := part + "." + lang
			files = append(files, file{stem + ".json", stem + "-" + hash(body) + ".json", body})
		}
	}
	return files, nil
}

// hash names a content in eight letters and digits, as esbuild does.
func hash(body []byte) string {
	sum := sha256.Sum256(body)
	return base32.StdEncoding.EncodeToString(sum[:5])
}
