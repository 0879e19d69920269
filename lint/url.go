package lint

import "strings"

// trackingParameters are query parameters that say where a reader came from and
// change nothing about what is served, as the vendors document them.
var trackingParameters = map[string]bool{
	"fbclid": true, "gclid": true, "gclsrc": true, "dclid": true, "gbraid": true, "wbraid": true,
	"msclkid": true, "twclid": true, "ttclid": true, "yclid": true, "igshid": true, "igsh": true,
	"li_fat_id": true, "mc_cid": true, "mc_eid": true, "mkt_tok": true, "oly_anon_id": true,
	"oly_enc_id": true, "_hsenc": true, "_hsmi": true, "vero_id": true, "wickedid": true,
	"rb_clickid": true, "s_cid": true, "srsltid": true, "_ga": true, "_gl": true,
}

// IsTracking reports whether a query parameter of that name only tracks the
// reader. The name is compared without regard to case.
func IsTracking(name string) bool {
	name = strings.ToLower(name)
	return strings.HasPrefix(name, "utm_") || trackingParameters[name]
}
