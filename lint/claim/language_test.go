package claim

import "testing"

func TestLanguageOf(t *testing.T) {
	for _, test := range []struct{ prose, want string }{
		{"In 2020, 35 percent of adults slept less than seven hours.", "en"},
		{"Sleep helps memory\x00\x00\x00\x00.\n\nExperts say that naps are underestimated.", "en"},
		{"The bridge was closed for repairs, and the city has not said when it will open again.", "en"},
		{"Die Brücke wurde wegen Reparaturen gesperrt, und die Stadt hat nicht gesagt, wann sie wieder öffnet.", "de"},
		{"Le pont a été fermé pour des réparations, et la ville n’a pas dit quand il sera rouvert.", "fr"},
		{"El puente fue cerrado por reparaciones, y la ciudad no ha dicho cuándo se volverá a abrir.", "es"},
		{"A ponte foi fechada para reparos, e a cidade não disse quando ela será reaberta ao público.", "pt"},
		{"Il ponte è stato chiuso per lavori e la città non ha detto quando sarà riaperto.", "it"},
		{"De brug is gesloten voor reparaties en de stad heeft niet gezegd wanneer hij weer open gaat.", "nl"},
		{"Most został zamknięty z powodu naprawy i nie wiadomo, kiedy się otworzy.", "pl"},
		{"Мост закрыли на ремонт, и город не сказал, когда его откроют.", ""},
		{"橋は修理のため閉鎖され、市はいつ再開するか明らかにしていない。", ""},
		{"zzz 12 345 xx", ""},
		{"", ""},
	} {
		if got := LanguageOf(test.prose); got != test.want {
			t.Errorf("LanguageOf(%q) = %q, want %q", test.prose, got, test.want)
		}
	}
}
