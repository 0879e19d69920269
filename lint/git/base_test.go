package git

import (
	"testing"
)

// branched makes a history in which side has left main at the first of its two
// commits, and checks side out. It returns the place and that first commit.
func branched(t *testing.T) (place, string) {
	p := newPlace(t)
	p.write("a.md", article)
	fork := p.commit()
	p.git("branch", "side")
	p.write("b.md", article)
	p.commit()
	p.git("checkout", "-q", "side")
	p.write("c.md", article)
	p.commit()
	return p, fork
}

func TestSince(t *testing.T) {
	p, fork := branched(t)
	p.git("tag", "v1", "main")
	p.git("tag", "-a", "-m", "t", "annotated", "main")
	r := p.open()
	for _, rev := range []string{"main", "v1", "annotated", fork, fork[:8], "HEAD~1", "main~1", "refs/heads/main"} {
		base, err := r.Since(t.Context(), rev, none)
		if err != nil || base.Commit != fork || base.Name != rev {
			t.Errorf("%s: %+v, error %v", rev, base, err)
		}
	}
	if base, err := r.Since(t.Context(), "HEAD", none); err != nil || base.Commit != r.Head {
		t.Errorf("HEAD: %+v, error %v", base, err)
	}
	p.git("checkout", "-q", "--orphan", "orphan")
	p.commit()
	p.git("checkout", "-q", "side")
	for rev, want := range map[string]string{
		"":             "the revision to compare with is empty: name one, such as origin/main",
		"--all":        `"--all" is no revision: it starts with a hyphen`,
		"main..side":   `"main..side" is a range: name one revision`,
		"none":         `unknown revision "none"`,
		"main:a.md":    `unknown revision "main:a.md"`,
		"@{upstream}":  `unknown revision "@{upstream}"`,
		"x\ny":         `unknown revision "x\ny"`,
		"orphan":       "orphan and HEAD have no history in common, so nothing can be compared",
		"ffffffffffff": `unknown revision "ffffffffffff"`,
	} {
		_, err := r.Since(t.Context(), rev, none)
		checkError(t, err, want)
	}
	_, err := newPlace(t).open().Since(t.Context(), "main", none)
	checkError(t, err, "no commits yet, so there is nothing to compare with: check all articles instead")
}

func TestSinceNotFetched(t *testing.T) {
	p, fork := branched(t)
	c := p.clone("--single-branch", "--branch", "side")
	_, err := c.open().Since(t.Context(), "main", none)
	checkError(t, err, `unknown revision "main": if it is a branch of origin, run: git fetch origin main`)
	_, err = c.open().Since(t.Context(), "origin/it's", none)
	checkError(t, err, `unknown revision "origin/it's": if it is a branch of origin, run: git fetch origin 'it'\''s'`)

	c.git("fetch", "-q", "origin", "main:refs/remotes/origin/main")
	_, err = c.open().Since(t.Context(), "main", none)
	checkError(t, err, `unknown revision "main", did you mean origin/main?`)
	if base, err := c.open().Since(t.Context(), "origin/main", none); err != nil || base.Commit != fork {
		t.Errorf("%+v, error %v", base, err)
	}
}

func TestSinceShallow(t *testing.T) {
	p, fork := branched(t)
	const advice = "run: git fetch --unshallow (or clone with fetch-depth: 0 on GitHub, GIT_DEPTH: 0 on GitLab)"
	c := p.clone("--depth=1", "--no-single-branch", "--branch", "side")
	if !c.open().Shallow {
		t.Fatal("not known to be shallow")
	}
	_, err := c.open().Since(t.Context(), "origin/main", none)
	checkError(t, err, "the commit at which HEAD left origin/main is not in this shallow clone: "+advice)
	_, err = c.open().Since(t.Context(), fork, none)
	checkError(t, err, `unknown revision "`+fork+`": this clone is shallow; `+advice)
	_, err = c.open().Since(t.Context(), Auto, environ(map[string]string{"CI_MERGE_REQUEST_DIFF_BASE_SHA": fork}))
	checkError(t, err, fork+", which CI_MERGE_REQUEST_DIFF_BASE_SHA names, is not in this clone: this clone is shallow; "+advice)

	c.git("fetch", "-q", "--unshallow")
	if base, err := c.open().Since(t.Context(), "origin/main", none); err != nil || base.Commit != fork {
		t.Errorf("%+v, error %v", base, err)
	}
}

func TestSinceAuto(t *testing.T) {
	p, fork := branched(t)
	p.git("branch", "release/2", fork)
	p.git("checkout", "-q", "main") // what a clone takes for the default branch
	c := p.clone("--branch", "side")
	r := c.open()
	tests := []struct {
		name   string
		env    map[string]string
		commit string
		by     string
		err    string
	}{
		{"default branch", nil, fork, "origin/HEAD", ""},
		{"GitHub", map[string]string{"GITHUB_BASE_REF": "release/2"}, fork, "origin/release/2", ""},
		{"GitHub, push", map[string]string{"GITHUB_BASE_REF": "", "GITHUB_REF": "refs/heads/side"}, fork, "origin/HEAD", ""},
		{"GitLab", map[string]string{"CI_MERGE_REQUEST_DIFF_BASE_SHA": fork, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "none"}, fork, fork, ""},
		{"GitLab, no base", map[string]string{"CI_MERGE_REQUEST_DIFF_BASE_SHA": "-x", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}, fork, "origin/main", ""},
		{"Bitbucket", map[string]string{"BITBUCKET_PR_DESTINATION_BRANCH": "main"}, fork, "origin/main", ""},
		{"Jenkins", map[string]string{"CHANGE_TARGET": "main"}, fork, "origin/main", ""},
		{"Buildkite", map[string]string{"BUILDKITE_PULL_REQUEST_BASE_BRANCH": "main"}, fork, "origin/main", ""},
		{"Azure", map[string]string{"SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main"}, fork, "origin/main", ""},
		{"Drone", map[string]string{"DRONE_TARGET_BRANCH": "side"}, r.Head, "origin/side", ""},
		{
			"not fetched",
			map[string]string{"CHANGE_TARGET": "none"},
			"", "",
			"none, which CHANGE_TARGET names, is not in this clone: if it is a branch of origin, run: git fetch origin none",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			base, err := r.Since(t.Context(), Auto, environ(test.env))
			switch {
			case test.err != "":
				checkError(t, err, test.err)
			case err != nil || base.Commit != test.commit || base.Name != test.by:
				t.Errorf("%+v, error %v; want %s by %s", base, err, test.commit, test.by)
			}
		})
	}
}

func TestSinceAutoRemotes(t *testing.T) {
	p, fork := branched(t)
	_, err := p.open().Since(t.Context(), Auto, none)
	checkError(t, err, "no remote whose default branch could be compared with: name a revision instead")
	if base, err := p.open().Since(t.Context(), Auto, environ(map[string]string{"CHANGE_TARGET": "main"})); err != nil || base.Commit != fork || base.Name != "main" {
		t.Errorf("without a remote: %+v, error %v", base, err)
	}

	c := p.clone("--branch", "side", "--origin", "upstream")
	c.git("remote", "set-head", "upstream", "--delete")
	if base, err := c.open().Since(t.Context(), Auto, none); err != nil || base.Commit != fork || base.Name != "upstream/main" {
		t.Errorf("one remote of another name: %+v, error %v", base, err)
	}
	c.git("update-ref", "-d", "refs/remotes/upstream/main")
	_, err = c.open().Since(t.Context(), Auto, none)
	checkError(t, err, "the default branch of upstream is not known here: name a revision instead, or run: git remote set-head upstream --auto")
}

// TestSinceMergeOfGitHub checks out what GitHub does for a pull request: the
// merge of the request and its target, two commits deep and without a branch.
func TestSinceMergeOfGitHub(t *testing.T) {
	p, _ := branched(t)
	target := p.git("rev-parse", "main")
	p.git("checkout", "-q", "--detach", "main")
	p.git("merge", "-q", "--no-ff", "-m", "m", "side")
	p.git("update-ref", "refs/pull/7/merge", "HEAD")
	p.git("checkout", "-q", "main")
	c := newPlace(t)
	c.git("remote", "add", "origin", "file://"+p.dir)
	c.git("fetch", "-q", "--depth=2", "origin", "+refs/pull/7/merge:refs/remotes/pull/7/merge")
	c.git("checkout", "-q", "refs/remotes/pull/7/merge")
	r := c.open()
	env := map[string]string{"GITHUB_BASE_REF": "main", "GITHUB_REF": "refs/pull/7/merge", "GITHUB_SHA": r.Head}
	base, err := r.Since(t.Context(), Auto, environ(env))
	if err != nil || base.Commit != target || base.Name != "main" {
		t.Fatalf("%+v, error %v", base, err)
	}
	d, err := r.DiffWorkTree(t.Context(), base.Commit)
	if err != nil {
		t.Fatal(err)
	}
	checkDiff(t, d, "added c.md")

	env["GITHUB_SHA"] = target // something else was checked out than the run is about
	_, err = r.Since(t.Context(), Auto, environ(env))
	checkError(t, err, "main, which GITHUB_BASE_REF names, is not in this clone: this clone is shallow; "+deepen)
}
