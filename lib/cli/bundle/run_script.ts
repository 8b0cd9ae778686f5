/** `run.sh` of a bundle: a command and its options, by default `run`, on the flows that the bundle was made for. */
export function runScript(program: string, paths: readonly string[]): string {
  return `#!/bin/sh
# ./run.sh runs the flows of this bundle; ./run.sh run --tag smoke, ./run.sh validate, ./run.sh plan: other ways.
# Any other command of qa-rig gets its arguments as they are: ./run.sh doctor --offline, ./run.sh report show.
set -eu
cd "$(dirname "$0")/files"
command=\${1:-run}
[ $# -eq 0 ] || shift
case $command in
  run | validate | plan) exec ../${program} "$command" ${paths.map(quoted).join(" ")} "$@" ;;
  *) exec ../${program} "$command" "$@" ;;
esac
`;
}

function quoted(path: string): string {
  const written = path.replaceAll("\\", "/");
  return `'${(written.startsWith("-") ? `./${written}` : written).replaceAll("'", "'\\''")}'`;
}
