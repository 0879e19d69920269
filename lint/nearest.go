package lint

// Nearest returns the name that word is most likely a slip for, empty if none
// is near: at most a third of its letters, and never more than three, are to be
// added, dropped or changed (Levenshtein's distance over bytes).
func Nearest(word string, names []string) string {
	best, found := min(len(word)/3, 3), ""
	for _, name := range names {
		if d := distance(word, name, best); d <= best && (found == "" || d < best) {
			best, found = d, name
		}
	}
	return found
}

// distance is Levenshtein's, or more than limit if it is above it.
func distance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
