package parse

func canonicalURL(raw string) string { return raw }
