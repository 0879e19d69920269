package git

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// A Base is the commit that a change is compared with.
type Base struct {
	Commit string // its id
	Name   string // what led to it, for messages: origin/main
}

// Auto is the revision that makes Since find out itself what the change is to be
// merged into.
const Auto = "auto"

// Since returns the base of all that is new since a revision: the merge base of
// the revision and HEAD, as in the diff of a pull request. So what others have
// added to main in the meantime is not taken for a part of the change, and a
// revision in HEAD's own history is the base itself.
//
// Auto stands for the branch that the change is to be merged into, as the
// environment of a CI service names it, or else for the default branch of the
// remote. Variables of the environment are looked up with getenv.
func (r *Repository) Since(ctx context.Context, rev string, getenv func(string) string) (*Base, error) {
	if r.Head == "" {
		return nil, errors.New("no commits yet, so there is nothing to compare with: check all articles instead")
	}
	tip := &Base{Name: rev}
	var err error
	if rev == Auto {
		tip, err = r.target(ctx, getenv)
	} else {
		tip.Commit, err = r.revision(ctx, rev)
	}
	if err != nil {
		return nil, err
	}
	commit, err := r.mergeBase(ctx, tip)
	if err != nil {
		return nil, err
	}
	return &Base{Commit: commit, Name: tip.Name}, nil
}

// revision returns the id of the commit that a user's revision names.
func (r *Repository) revision(ctx context.Context, rev string) (string, error) {
	switch {
	case rev == "":
		return "", errors.New("the revision to compare with is empty: name one, such as origin/main")
	case strings.HasPrefix(rev, "-"):
		return "", fmt.Errorf("%q is no revision: it starts with a hyphen", rev)
	case strings.Contains(rev, ".."):
		return "", fmt.Errorf("%q is a range: name one revision", rev)
	}
	id, err := r.resolve(ctx, rev)
	if err == nil && id == "" {
		return "", r.unknown(ctx, rev)
	}
	return id, err
}

// unknown says what to do about a revision that names no commit.
func (r *Repository) unknown(ctx context.Context, rev string) error {
	remote, err := r.remote(ctx)
	if err != nil {
		return err
	}
	if tracked, err := r.resolve(ctx, "refs/remotes/"+remote+"/"+rev); remote != "" && err == nil && tracked != "" {
		return fmt.Errorf("unknown revision %q, did you mean %s/%s?", rev, remote, rev)
	}
	return fmt.Errorf("unknown revision %q%s", rev, r.fetchAdvice(remote, strings.TrimPrefix(rev, remote+"/")))
}

// fetchAdvice says how to get a branch of a remote, as the end of a message.
func (r *Repository) fetchAdvice(remote, branch string) string {
	switch {
	case r.Shallow:
		return ": this clone is shallow; " + deepen
	case remote == "":
		return ""
	}
	return fmt.Sprintf(": if it is a branch of %s, run: git fetch %s %s", remote, remote, quoteForShell(branch))
}

// deepen says how to get the history that a shallow clone lacks.
const deepen = "run: git fetch --unshallow (or clone with fetch-depth: 0 on GitHub, GIT_DEPTH: 0 on GitLab)"

// mergeBase returns the id of the best commit that a base and HEAD have in
// common.
func (r *Repository) mergeBase(ctx context.Context, tip *Base) (string, error) {
	out, err := r.git(ctx, "merge-base", tip.Commit, r.Head)
	id := strings.TrimSpace(string(out))
	if _, failed := errors.AsType[*failure](err); !failed || complaintOf(err) != "" {
		return id, err
	}
	if r.Shallow {
		return "", fmt.Errorf("the commit at which HEAD left %s is not in this shallow clone: %s", tip.Name, deepen)
	}
	return "", fmt.Errorf("%s and HEAD have no history in common, so nothing can be compared", tip.Name)
}

// remote returns the name of the remote whose branches changes are merged into:
// origin, or the only one there is. It is empty if there is none.
func (r *Repository) remote(ctx context.Context) (string, error) {
	out, err := r.git(ctx, "remote")
	names := strings.Fields(string(out))
	switch {
	case err != nil || len(names) == 0:
		return "", err
	case len(names) == 1 && names[0] != "origin":
		return names[0], nil
	case slices.Contains(names, "origin"):
		return "origin", nil
	}
	return "", nil
}
