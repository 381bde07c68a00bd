import { type Finding, refusal } from '../../domain/finding';
import { type Configuration, parseEnvironments } from '../../environments/parse';
import { type RefusedFinding, RefusedError, type Refusal } from '../../environments/refusal';
import { sampleValues } from '../../environments/sample-values';
import type { Answers } from './answers';
import { commonOf, environmentsOf, organizationOf } from './configuration-of';

/** Names of files that are no environment. */
const OTHER_FILES = ['common', 'index', 'organization'];

/**
 * Checks the configuration that follows from answers, by the rules of the files: also warnings and sample values are refused,
 * because a first configuration has none.
 *
 * @param folder of the files, for messages
 * @throws {RefusedError} with all problems
 */
export function assertAnswers(answers: Answers, folder: string, now: Date): void {
  const wrong = answerRefusals(answers, folder);
  const refusals = wrong.length > 0 ? wrong : warningsOf(configurationOf(answers, folder, now), folder);
  if (refusals.length > 0) throw new RefusedError(refusals);
}

/** The problems of the same configuration. */
export function refusedIn(answers: Answers, folder: string, now: Date): readonly RefusedFinding[] {
  try {
    assertAnswers(answers, folder, now);
    return [];
  } catch (error) {
    if (error instanceof RefusedError) return withoutBucket(error.refused);
    throw error;
  }
}

/** The name of the state bucket contains other answers, and is wrong if one of them is. */
function withoutBucket(refused: readonly RefusedFinding[]): readonly RefusedFinding[] {
  const others = refused.filter(({ path }) => path !== 'state.bucket');
  return others.length === 0 ? refused : others;
}

function configurationOf(answers: Answers, folder: string, now: Date): Configuration {
  const common = commonOf(answers);
  const files = environmentsOf(answers, common).map((input) => ({
    file: `${folder}/${input.name}.ts`,
    name: input.name,
    input,
  }));
  const { organization } = answers;
  return parseEnvironments(
    files,
    now,
    organization && {
      file: `${folder}/organization.ts`,
      input: organizationOf(organization, answers, { root: organization.root, common }),
    },
  );
}

function warningsOf(configuration: Configuration, folder: string): Refusal[] {
  const warnings = Object.entries(configuration.warnings).map(([name, findings]) => ({ name, findings }));
  return [...warnings, ...sampleValues(configuration)]
    .filter(({ findings }) => findings.length > 0)
    .map(({ name, findings }) => ({ file: `${folder}/${name}.ts`, findings, unchecked: false }));
}

/** What an answer to `init` can get wrong, and a written configuration cannot, or not so easily. */
function answerRefusals({ environments, organization }: Answers, folder: string): Refusal[] {
  const names = environments.map(({ name }) => name);
  const taken = [...new Set(names)].flatMap((name) => {
    const refused = { rule: 'environment-name-taken', path: 'environments', found: name };
    if (OTHER_FILES.includes(name))
      return refusal({ ...refused, message: `${name}.ts is another file`, remedy: 'choose another name' });
    if (names.indexOf(name) === names.lastIndexOf(name)) return [];
    return refusal({ ...refused, message: `"${name}" is used twice`, remedy: 'give it a unique name' });
  });
  const managed = environments.filter(({ accountId }) => accountId === organization?.managementAccount);
  const findings = [
    ...(names.length === 0 ? [NO_ENVIRONMENT] : []),
    ...taken,
    ...managed.map(({ name, accountId }) => managementAccount(name, accountId)),
  ];
  return findings.length === 0 ? [] : [{ file: `${folder}/index.ts`, findings, unchecked: true }];
}

const NO_ENVIRONMENT = refusal({
  rule: 'no-environment',
  path: 'environments',
  message: 'there is no environment',
  remedy: 'write its name and its account, such as dev=123456789012',
});

function managementAccount(name: string, accountId: string): Finding {
  return refusal({
    rule: 'environment-in-management-account',
    path: 'environments',
    found: name,
    message: `account ${accountId} is the management account, which has other roles with the same names`,
    remedy: "leave it out: the organization's policies reach it too",
  });
}
