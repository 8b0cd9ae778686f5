import { detectCi } from "../../lib/telemetry/ci.ts";
import { assertEquals } from "../assert.ts";
import { environmentOf } from "./test_host.ts";

Deno.test("detectCi() is null where no service shows itself", () => {
  assertEquals(detectCi(environmentOf({ CI: "true", GITHUB_SHA: "0123" })), null);
});

Deno.test("detectCi() reads a pull request of GitHub Actions", () => {
  const variables = {
    GITHUB_ACTIONS: "true",
    GITHUB_WORKFLOW: "nightly",
    GITHUB_RUN_ID: "77",
    GITHUB_JOB: "e2e",
    GITHUB_SERVER_URL: "https://github.example/",
    GITHUB_REPOSITORY: "acme/shop",
    GITHUB_REF: "refs/pull/12/merge",
    GITHUB_REF_NAME: "12/merge",
    GITHUB_REF_TYPE: "branch",
    GITHUB_HEAD_REF: "feature",
    GITHUB_BASE_REF: "main",
    GITHUB_SHA: "0123",
  };
  assertEquals(detectCi(environmentOf(variables)), {
    name: "GitHub Actions",
    attributes: {
      "cicd.pipeline.name": "nightly",
      "cicd.pipeline.run.id": "77",
      "cicd.pipeline.run.url.full": "https://github.example/acme/shop/actions/runs/77",
      "cicd.pipeline.task.name": "e2e",
      "vcs.provider.name": "github",
      "vcs.owner.name": "acme",
      "vcs.repository.name": "shop",
      "vcs.repository.url.full": "https://github.example/acme/shop",
      "vcs.ref.head.name": "feature",
      "vcs.ref.head.type": "branch",
      "vcs.ref.head.revision": "0123",
      "vcs.ref.base.name": "main",
      "vcs.change.id": "12",
    },
  });
});

Deno.test("detectCi() reads a tag of GitLab CI", () => {
  const found = detectCi(environmentOf({
    GITLAB_CI: "true",
    CI_PROJECT_PATH: "acme/shop",
    CI_PROJECT_URL: "https://gitlab.example/acme/shop",
    CI_REPOSITORY_URL: "https://gitlab-ci-token:hunter2@gitlab.example/acme/shop.git",
    CI_JOB_NAME: "e2e",
    CI_COMMIT_REF_NAME: "v1",
    CI_COMMIT_TAG: "v1",
    CI_COMMIT_SHA: "0123",
  }));
  assertEquals(found?.name, "GitLab CI");
  assertEquals(found?.attributes, {
    "cicd.pipeline.name": "acme/shop",
    "cicd.pipeline.task.name": "e2e",
    "vcs.provider.name": "gitlab",
    "vcs.repository.url.full": "https://gitlab.example/acme/shop",
    "vcs.ref.head.name": "v1",
    "vcs.ref.head.type": "tag",
    "vcs.ref.head.revision": "0123",
  });
});

Deno.test("detectCi() takes credentials out of the repository's URL", () => {
  const urls = [
    [{ JENKINS_URL: "https://j", GIT_URL: "https://me:hunter2@git.example/a.git" }, "https://git.example/a.git"],
    [{ BUILDKITE: "true", BUILDKITE_REPO: "git@git.example:acme/a.git" }, "git@git.example:acme/a.git"],
    [{ CIRCLECI: "true", CIRCLE_REPOSITORY_URL: "https://hunter2@git.example/a" }, "https://git.example/a"],
    [{ TF_BUILD: "True", BUILD_REPOSITORY_URI: "https://me@dev.example/a" }, "https://dev.example/a"],
  ] as const;
  for (const [variables, url] of urls) {
    assertEquals(detectCi(environmentOf(variables))?.attributes["vcs.repository.url.full"], url);
  }
});

Deno.test("detectCi() reads run, branch and change of the other services", () => {
  const cases = [
    ["Jenkins", { JENKINS_URL: "https://j", BUILD_NUMBER: "7", CHANGE_BRANCH: "feature", CHANGE_ID: "12" }],
    ["Buildkite", {
      BUILDKITE: "true",
      BUILDKITE_BUILD_ID: "7",
      BUILDKITE_BRANCH: "feature",
      BUILDKITE_PULL_REQUEST: "12",
    }],
    ["CircleCI", { CIRCLECI: "true", CIRCLE_WORKFLOW_ID: "7", CIRCLE_BRANCH: "feature", CIRCLE_PR_NUMBER: "12" }],
    ["Azure Pipelines", {
      TF_BUILD: "True",
      BUILD_BUILDID: "7",
      BUILD_SOURCEBRANCH: "refs/heads/feature",
      SYSTEM_PULLREQUEST_PULLREQUESTID: "12",
    }],
  ] as const;
  for (const [name, variables] of cases) {
    const found = detectCi(environmentOf(variables));
    assertEquals(found, {
      name,
      attributes: {
        "cicd.pipeline.run.id": "7",
        "vcs.ref.head.name": "feature",
        "vcs.ref.head.type": "branch",
        "vcs.change.id": "12",
      },
    });
  }
});

Deno.test("detectCi() knows no change where Buildkite says false", () => {
  const found = detectCi(environmentOf({ BUILDKITE: "true", BUILDKITE_PULL_REQUEST: "false" }));
  assertEquals(found?.attributes, { "vcs.ref.head.type": "branch" });
});

Deno.test("detectCi() makes the URL of a run of Azure Pipelines", () => {
  const found = detectCi(environmentOf({
    TF_BUILD: "True",
    SYSTEM_COLLECTIONURI: "https://dev.example/acme/",
    SYSTEM_TEAMPROJECT: "shop",
    BUILD_BUILDID: "7",
  }));
  assertEquals(
    found?.attributes["cicd.pipeline.run.url.full"],
    "https://dev.example/acme/shop/_build/results?buildId=7",
  );
});
