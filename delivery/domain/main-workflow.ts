/**
 * The text of `.github/workflows/main.yml`: one job per environment, each after the one before it.
 *
 * @param environments their names, in promotion order
 */
export function mainWorkflow(environments: readonly string[]): string {
  return head(environments) + environments.map((name, index) => job(name, environments[index - 1])).join('\n');
}

function head(environments: readonly string[]): string {
  return `# Generated from environments/index.ts. Do not edit it: change the list, then run \`npm run workflows\`.
# Deploys what is on main to ${environments.join(', then to ')}. docs/pipelines.md explains it.
name: Main

on:
  push:
    branches: [main]

permissions: {}

# Each job has its own concurrency group: a release that waits in one environment does not block the next release in others.
jobs:
`;
}

function job(name: string, before: string | undefined): string {
  const condition =
    before === undefined
      ? `    # Off until the accounts are bootstrapped: before that there is nothing to deploy to.
    if: \${{ vars.DEPLOY == 'on' }}
`
      : `    needs: ${before}
`;
  return `  ${name}:
    name: ${name}
${condition}    concurrency:
      group: deploy-${name}
      cancel-in-progress: false
    permissions:
      contents: read # to check out
      id-token: write # to assume the roles
    uses: ./.github/workflows/deploy.yml # zizmor: ignore[self-repository] every runner supports this form
    with:
      environment: ${name}
`;
}
