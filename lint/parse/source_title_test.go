package parse

import "testing"

func TestIsTitleLabel(t *testing.T) {
	const words = "Smith, a study of sleep, 2020"
	for label, want := range map[string]bool{
		"On dreaming well": true, "Sleep": false, "Available here": false, "link": false, "LINK": false, "[3]": false, "": false,
	} {
		if got := isTitleLabel(label, words); got != want {
			t.Errorf("%q: got %v, want %v", label, got, want)
		}
	}
	for _, label := range []string{"link", "Website", "ONLINE", "LİNK", "WEBSİTE", "ORİGİNAL", "AVAİLABLE HERE"} {
		if isTitleLabel(label, "") {
			t.Errorf("%q is taken for a title", label)
		}
	}
}
