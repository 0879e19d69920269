package report

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"html/template"
	"sync"
)

// What pages look like and do is in files of their own. The style and the script
// become part of each page, which needs nothing else.
//
//go:embed ledger
var ledgerFiles embed.FS

// ledgerTemplate is parsed when a page is made, which most runs do not do.
var ledgerTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").ParseFS(ledgerFiles, "ledger/*.html"))
})

// ledgerAssets are the style and the script, and the policy that lets a browser
// obey these two and nothing else: no other script, style, image, frame or form,
// and no request to anywhere.
var ledgerAssets = sync.OnceValue(func() ledgerHead {
	style, script := asset("ledger.css"), asset("ledger.js")
	return ledgerHead{
		Policy: "default-src 'none'; script-src " + digest(script) + "; style-src " + digest(style) + "; base-uri 'none'; form-action 'none'",
		Style:  template.HTML("<style>" + style + "</style>"),
		Script: template.HTML("<script>" + script + "</script>"),
	}
})

func asset(name string) string {
	text, err := ledgerFiles.ReadFile("ledger/" + name)
	if err != nil {
		panic(err) // it is embedded
	}
	return string(text)
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
