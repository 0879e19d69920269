package git

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// targetVariables are the variables in which CI services name what a change is
// to be merged into: a branch or, where isCommit, the commit it started from.
// They are set only, or mean that only, in the runs of a change request.
var targetVariables = []struct {
	name     string
	isCommit bool
}{
	{name: "GITHUB_BASE_REF"},                                // also Forgejo and Gitea
	{name: "CI_MERGE_REQUEST_DIFF_BASE_SHA", isCommit: true}, // GitLab
	{name: "CI_MERGE_REQUEST_TARGET_BRANCH_NAME"},
	{name: "BITBUCKET_PR_DESTINATION_BRANCH"},
	{name: "CHANGE_TARGET"}, // Jenkins
	{name: "BUILDKITE_PULL_REQUEST_BASE_BRANCH"},
	{name: "SYSTEM_PULLREQUEST_TARGETBRANCH"}, // Azure Pipelines
	{name: "DRONE_TARGET_BRANCH"},
}

// target finds the tip of what the change is to be merged into. It does not fall
// back on the default branch if the environment names another that is not there.
func (r *Repository) target(ctx context.Context, getenv func(string) string) (*Base, error) {
	if tip, err := r.mergedInto(ctx, getenv); tip != nil || err != nil {
		return tip, err
	}
	remote, err := r.remote(ctx)
	if err != nil {
		return nil, err
	}
	var missing error
	for _, variable := range targetVariables {
		value := strings.TrimPrefix(getenv(variable.name), "refs/heads/")
		if value == "" {
			continue
		}
		candidates := branches(remote, value)
		if variable.isCommit {
			candidates = []string{value}
		}
		if tip, err := r.first(ctx, candidates); tip != nil || err != nil {
			return tip, err
		}
		if missing == nil {
			missing = fmt.Errorf("%s, which %s names, is not in this clone%s", value, variable.name, r.fetchAdvice(remote, value))
		}
	}
	if missing != nil {
		return nil, missing
	}
	return r.defaultBranch(ctx, remote)
}

// branches are the full names that a branch may have here, the remote's first.
func branches(remote, branch string) []string {
	local := "refs/heads/" + branch
	if remote == "" {
		return []string{local}
	}
	return []string{"refs/remotes/" + remote + "/" + branch, local}
}

// mergedInto is the target's tip if HEAD is the merge that GitHub has made of a
// pull request and its target. Then it is there even if no branch was fetched
// and the history is two commits deep.
func (r *Repository) mergedInto(ctx context.Context, getenv func(string) string) (*Base, error) {
	branch := getenv("GITHUB_BASE_REF")
	if branch == "" || getenv("GITHUB_SHA") != r.Head || !strings.HasSuffix(getenv("GITHUB_REF"), "/merge") {
		return nil, nil
	}
	change, err := r.resolve(ctx, "HEAD^2")
	if err != nil || change == "" {
		return nil, err
	}
	id, err := r.resolve(ctx, "HEAD^1")
	if err != nil {
		return nil, err
	}
	return &Base{Commit: id, Name: branch}, nil
}

// defaultBranch finds the tip of the branch that a remote's changes go to.
func (r *Repository) defaultBranch(ctx context.Context, remote string) (*Base, error) {
	if remote == "" {
		return nil, errors.New("no remote whose default branch could be compared with: name a revision instead")
	}
	var candidates []string
	for _, branch := range []string{"HEAD", "main", "master"} {
		candidates = append(candidates, "refs/remotes/"+remote+"/"+branch)
	}
	tip, err := r.first(ctx, candidates)
	if err == nil && tip == nil {
		err = fmt.Errorf("the default branch of %s is not known here: name a revision instead, or run: git remote set-head %s --auto", remote, remote)
	}
	return tip, err
}

// first returns the first of the revisions that names a commit, nil if none does.
func (r *Repository) first(ctx context.Context, revs []string) (*Base, error) {
	for _, rev := range revs {
		if strings.HasPrefix(rev, "-") {
			continue
		}
		id, err := r.resolve(ctx, rev)
		if err != nil {
			return nil, err
		}
		if id != "" {
			return &Base{Commit: id, Name: shortName(rev)}, nil
		}
	}
	return nil, nil
}

// shortName is a full reference as users write it.
func shortName(ref string) string {
	for _, prefix := range []string{"refs/remotes/", "refs/heads/"} {
		if name, ok := strings.CutPrefix(ref, prefix); ok {
			return name
		}
	}
	return ref
}
