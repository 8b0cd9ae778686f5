import type { Environment } from "../host.ts";
import type { AttributeName } from "./attributes.ts";
import { maskText } from "../mask/mask_text.ts";
import { publicUrl } from "./public_url.ts";

/** Attributes of the resource that CI knows. */
export type CiAttributes = { readonly [name in AttributeName & `${"cicd" | "vcs"}.${string}`]?: string };

/** The CI service that this process runs in, and what it says of the pipeline and the checkout. */
export interface Ci {
  readonly name: string;
  readonly attributes: CiAttributes;
}

/** Recognizes GitHub Actions, GitLab CI, Jenkins, Buildkite, CircleCI and Azure Pipelines; `null` elsewhere. */
export function detectCi(env: Environment): Ci | null {
  const service = SERVICES.find(({ variable }) => env.get(variable) !== undefined);
  if (service === undefined) return null;
  const known = Object.entries(service.read((name) => env.get(name))).flatMap(([name, value]) => {
    return value === undefined ? [] : [[name, maskText(value)]];
  });
  return { name: service.name, attributes: Object.fromEntries(known) };
}

type Read = (variable: string) => string | undefined;
type Found = { readonly [name in keyof CiAttributes]: string | undefined };

/** A variable that only this service sets, and where it keeps the rest. */
interface Service {
  readonly name: string;
  readonly variable: string;
  readonly read: (get: Read) => Found;
}

const SERVICES: readonly Service[] = [
  { name: "GitHub Actions", variable: "GITHUB_ACTIONS", read: readGitHub },
  { name: "GitLab CI", variable: "GITLAB_CI", read: readGitLab },
  { name: "Jenkins", variable: "JENKINS_URL", read: readJenkins },
  { name: "Buildkite", variable: "BUILDKITE", read: readBuildkite },
  { name: "CircleCI", variable: "CIRCLECI", read: readCircle },
  { name: "Azure Pipelines", variable: "TF_BUILD", read: readAzure },
];

function readGitHub(get: Read): Found {
  const [owner, repository] = get("GITHUB_REPOSITORY")?.split("/") ?? [];
  const url = join(get("GITHUB_SERVER_URL"), get("GITHUB_REPOSITORY"));
  return {
    "cicd.pipeline.name": get("GITHUB_WORKFLOW"),
    "cicd.pipeline.run.id": get("GITHUB_RUN_ID"),
    "cicd.pipeline.run.url.full": join(url, "actions/runs", get("GITHUB_RUN_ID")),
    "cicd.pipeline.task.name": get("GITHUB_JOB"),
    "vcs.provider.name": "github",
    "vcs.owner.name": owner,
    "vcs.repository.name": repository,
    "vcs.repository.url.full": url,
    "vcs.ref.head.name": get("GITHUB_HEAD_REF") ?? get("GITHUB_REF_NAME"),
    "vcs.ref.head.type": get("GITHUB_REF_TYPE"),
    "vcs.ref.head.revision": get("GITHUB_SHA"),
    "vcs.ref.base.name": get("GITHUB_BASE_REF"),
    "vcs.change.id": /^refs\/pull\/(\d+)\//.exec(get("GITHUB_REF") ?? "")?.[1],
  };
}

function readGitLab(get: Read): Found {
  return {
    "cicd.pipeline.name": get("CI_PIPELINE_NAME") ?? get("CI_PROJECT_PATH"),
    "cicd.pipeline.run.id": get("CI_PIPELINE_ID"),
    "cicd.pipeline.run.url.full": get("CI_PIPELINE_URL"),
    "cicd.pipeline.task.name": get("CI_JOB_NAME"),
    "cicd.pipeline.task.run.id": get("CI_JOB_ID"),
    "cicd.pipeline.task.run.url.full": get("CI_JOB_URL"),
    "vcs.provider.name": "gitlab",
    "vcs.owner.name": get("CI_PROJECT_NAMESPACE"),
    "vcs.repository.name": get("CI_PROJECT_NAME"),
    "vcs.repository.url.full": get("CI_PROJECT_URL"),
    "vcs.ref.head.name": get("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME") ?? get("CI_COMMIT_REF_NAME"),
    "vcs.ref.head.type": get("CI_COMMIT_TAG") === undefined ? "branch" : "tag",
    "vcs.ref.head.revision": get("CI_COMMIT_SHA"),
    "vcs.ref.base.name": get("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"),
    "vcs.change.id": get("CI_MERGE_REQUEST_IID"),
  };
}

function readJenkins(get: Read): Found {
  return {
    "cicd.pipeline.name": get("JOB_NAME"),
    "cicd.pipeline.run.id": get("BUILD_NUMBER"),
    "cicd.pipeline.run.url.full": get("BUILD_URL"),
    "cicd.pipeline.task.name": get("STAGE_NAME"),
    "vcs.repository.url.full": repositoryUrl(get("GIT_URL")),
    "vcs.ref.head.name": get("CHANGE_BRANCH") ?? get("TAG_NAME") ?? get("BRANCH_NAME") ?? get("GIT_BRANCH"),
    "vcs.ref.head.type": get("TAG_NAME") === undefined ? "branch" : "tag",
    "vcs.ref.head.revision": get("GIT_COMMIT"),
    "vcs.ref.base.name": get("CHANGE_TARGET"),
    "vcs.change.id": get("CHANGE_ID"),
  };
}

function readBuildkite(get: Read): Found {
  const change = get("BUILDKITE_PULL_REQUEST");
  return {
    "cicd.pipeline.name": get("BUILDKITE_PIPELINE_SLUG"),
    "cicd.pipeline.run.id": get("BUILDKITE_BUILD_ID"),
    "cicd.pipeline.run.url.full": get("BUILDKITE_BUILD_URL"),
    "cicd.pipeline.task.name": get("BUILDKITE_LABEL"),
    "cicd.pipeline.task.run.id": get("BUILDKITE_JOB_ID"),
    "vcs.repository.url.full": repositoryUrl(get("BUILDKITE_REPO")),
    "vcs.ref.head.name": get("BUILDKITE_TAG") ?? get("BUILDKITE_BRANCH"),
    "vcs.ref.head.type": get("BUILDKITE_TAG") === undefined ? "branch" : "tag",
    "vcs.ref.head.revision": get("BUILDKITE_COMMIT"),
    "vcs.ref.base.name": get("BUILDKITE_PULL_REQUEST_BASE_BRANCH"),
    "vcs.change.id": change === "false" ? undefined : change,
  };
}

function readCircle(get: Read): Found {
  return {
    "cicd.pipeline.name": get("CIRCLE_PROJECT_REPONAME"),
    "cicd.pipeline.run.id": get("CIRCLE_WORKFLOW_ID"),
    "cicd.pipeline.task.name": get("CIRCLE_JOB"),
    "cicd.pipeline.task.run.id": get("CIRCLE_BUILD_NUM"),
    "cicd.pipeline.task.run.url.full": get("CIRCLE_BUILD_URL"),
    "vcs.owner.name": get("CIRCLE_PROJECT_USERNAME"),
    "vcs.repository.name": get("CIRCLE_PROJECT_REPONAME"),
    "vcs.repository.url.full": repositoryUrl(get("CIRCLE_REPOSITORY_URL")),
    "vcs.ref.head.name": get("CIRCLE_TAG") ?? get("CIRCLE_BRANCH"),
    "vcs.ref.head.type": get("CIRCLE_TAG") === undefined ? "branch" : "tag",
    "vcs.ref.head.revision": get("CIRCLE_SHA1"),
    "vcs.change.id": get("CIRCLE_PR_NUMBER"),
  };
}

function readAzure(get: Read): Found {
  const project = join(get("SYSTEM_COLLECTIONURI"), get("SYSTEM_TEAMPROJECT"));
  const ref = get("SYSTEM_PULLREQUEST_SOURCEBRANCH") ?? get("BUILD_SOURCEBRANCH");
  return {
    "cicd.pipeline.name": get("BUILD_DEFINITIONNAME"),
    "cicd.pipeline.run.id": get("BUILD_BUILDID"),
    "cicd.pipeline.run.url.full": join(project, `_build/results?buildId=${get("BUILD_BUILDID") ?? ""}`),
    "cicd.pipeline.task.name": get("SYSTEM_JOBDISPLAYNAME"),
    "cicd.pipeline.task.run.id": get("SYSTEM_JOBID"),
    "vcs.repository.name": get("BUILD_REPOSITORY_NAME"),
    "vcs.repository.url.full": repositoryUrl(get("BUILD_REPOSITORY_URI")),
    "vcs.ref.head.name": ref?.replace(/^refs\/(heads|tags)\//, ""),
    "vcs.ref.head.type": ref?.startsWith("refs/tags/") ? "tag" : "branch",
    "vcs.ref.head.revision": get("BUILD_SOURCEVERSION"),
    "vcs.ref.base.name": get("SYSTEM_PULLREQUEST_TARGETBRANCH")?.replace(/^refs\/heads\//, ""),
    "vcs.change.id": get("SYSTEM_PULLREQUEST_PULLREQUESTNUMBER") ?? get("SYSTEM_PULLREQUEST_PULLREQUESTID"),
  };
}

function join(...parts: readonly (string | undefined)[]): string | undefined {
  return parts.includes(undefined) ? undefined : parts.map((part) => part?.replace(/\/+$/, "")).join("/");
}

/** Without credentials; `git@host:owner/name`, which has none, as it is. */
function repositoryUrl(url: string | undefined): string | undefined {
  return url?.includes("://") ? publicUrl(url) : url;
}
