import { App, type AppConfig } from 'cdktf';

import { type Finding, refusal } from '../domain/finding';
import type { Organization } from '../environments/organization/organization';
import type { Configuration } from '../environments/parse';
import type { Environment } from '../environments/schema';
import { recordDependencies } from '../modules/core/dependencies';
import { type EnvironmentStack, stackId } from '../modules/core/environment-stack';
import { addImports } from './add-imports';
import { backupContract } from './backup/contract';
import { BackupStack } from './backup/stack';
import { iamContract } from './iam/contract';
import { IamStack } from './iam/stack';
import { notificationsContract } from './notifications/contract';
import { NotificationsStack } from './notifications/stack';
import { longPolicies } from './long-policies';
import { missingNames } from './organizations/names-proof';
import { OrganizationsMembersStack } from './organizations-members/stack';
import { OrganizationsStack } from './organizations/stack';
import { OrganizationNotificationsStack } from './organizations-notifications/stack';
import { ssmBackupContract } from './ssm-backup/contract';
import { customStepFindings } from './ssm-backup/custom-steps';
import { SsmBackupStack } from './ssm-backup/stack';
import { stateBootstrapContract } from './state-bootstrap/contract';
import { environmentBootstrap } from './state-bootstrap/environment';
import { organizationBootstrap } from './state-bootstrap/organization';
import { type BootstrapTarget, StateBootstrapStack } from './state-bootstrap/stack';
import { ORGANIZATIONS, refuse, type TargetFinding } from './target-findings';
import { namesTaken } from './unique-names';
import { unmanagedStacks } from './unmanaged-stacks';

// `verify` compares the members with what the stacks create.
export { backupDocument } from '../modules/ssm/backup-document';
export { membersBaseline, stackSetTags } from './organizations-members/baseline';

export interface BuildOptions extends AppConfig {
  /** The folder with the zips of the functions. */
  readonly lambdas: string;
}

interface StackDefinition {
  readonly contract: { readonly stack: string };
  /** @returns the stack, or undefined if the environment does not use it */
  readonly create: (app: App, environment: Environment, lambdas: string) => EnvironmentStack | undefined;
}

/** The stacks of an environment: each comes after the stacks that it reads. */
const STACKS: readonly StackDefinition[] = [
  { contract: iamContract, create: (app, environment) => new IamStack(app, environment) },
  { contract: notificationsContract, create: (app, environment) => new NotificationsStack(app, environment) },
  { contract: backupContract, create: (app, environment) => new BackupStack(app, environment) },
  { contract: ssmBackupContract, create: ssmBackupStack },
];

/**
 * Builds the stacks of every environment and of the organization. The only place that knows which stacks there are.
 *
 * @throws {RefusedError} with everything that only the stacks show: two stacks with one name, a custom step that does not fit
 * into the document of its SSM backup, a policy of the organization that names what its stack does not create in an account,
 * policies that exceed IAM's limit, names that are created twice in an account, and imports and removals that fit no stack.
 */
export function buildApp(configuration: Configuration, { lambdas, ...options }: BuildOptions): App {
  const { environments, organization, files } = configuration;
  const unfit: TargetFinding[] = [
    ...stacksCollide(environments),
    ...environments.flatMap((environment) => placed(environment.name, customStepFindings(environment))),
  ];
  const fit = environments.filter(({ name }) => unfit.every(({ target }) => target !== name));

  // Stack traces would carry paths of this machine into the manifest.
  const app = new App({ stackTraces: false, ...options });
  const stacks = fit.flatMap((environment) => {
    const index = environments.indexOf(environment);
    return [
      ...bootstrapStack(
        app,
        environmentBootstrap(environment, {
          // A stack that the environment does not use yet is included: its roles may create it later.
          stacks: STACKS.map(({ contract }) => contract.stack),
          before: environments[index - 1],
          after: environments[index + 1],
        }),
      ),
      ...STACKS.flatMap(({ create }) => create(app, environment, lambdas) ?? []),
    ];
  });
  const missingOf = organization ? organizationStacks(app, organization, environments, lambdas) : () => [];
  const unmanaged = unmanagedStacks(app, configuration);
  recordDependencies(stacks);
  const imports = addImports(app, configuration);
  const missing = placed(ORGANIZATIONS, missingOf());
  const built = [...longPolicies(app, configuration), ...namesTaken(app, configuration)];
  refuse([...unfit, ...missing, ...imports, ...unmanaged.findings, ...built], files);
  // Everything above judges what the stacks have created.
  for (const stack of unmanaged.stacks) stack.forget();
  return app;
}

/**
 * The resources of the organization's stack, by type and name, and what its policies name that no stack creates: a pull finds
 * the addresses in it, whether it is refused or not.
 */
export function organizationResources(
  organization: Organization,
  environments: readonly Environment[],
): { readonly resources: unknown; readonly missing: Finding[] } {
  const app = new App({ stackTraces: false });
  const isStackSet = organization.baseline.rollout === 'stack-set';
  const members = isStackSet ? new OrganizationsMembersStack(app, organization).toTerraform() : undefined;
  const json = new OrganizationsStack(app, organization).toTerraform();
  return { resources: json.resource, missing: missingNames(organization, json, environments, members) };
}

/** @returns a function that returns names in its policies that the finished stack does not create */
function organizationStacks(
  app: App,
  organization: Organization,
  environments: readonly Environment[],
  lambdas: string,
): () => Finding[] {
  bootstrapStack(app, organizationBootstrap(organization));
  const { notifications, baseline } = organization;
  const received = notifications && new OrganizationNotificationsStack(app, organization, notifications, lambdas);
  const members = baseline.rollout === 'stack-set' ? new OrganizationsMembersStack(app, organization) : undefined;
  const stack = new OrganizationsStack(app, organization);
  // Events go to a bus that exists.
  if (received) (members ?? stack).addDependency(received);
  // Policies are attached where their vaults and roles exist.
  if (members) stack.addDependency(members);
  return () => [
    ...(members?.findings ?? []),
    ...missingNames(organization, stack.toTerraform(), environments, members?.toTerraform()),
  ];
}

function placed(target: string, findings: readonly Finding[]): TargetFinding[] {
  return findings.map((finding) => ({ target, finding }));
}

/** The stack `ssm-backup` of `prod` and the stack `backup` of `prod-ssm` would have one name. */
function stacksCollide(environments: readonly Environment[]): TargetFinding[] {
  const owners = new Map<string, string>();
  return environments.flatMap(({ name }) => {
    const ids = [stateBootstrapContract, ...STACKS.map(({ contract }) => contract)].map(({ stack }) =>
      stackId(name, stack),
    );
    const id = ids.find((one) => owners.has(one));
    for (const own of ids) if (!owners.has(own)) owners.set(own, name);
    return id === undefined ? [] : placed(name, [stackTaken(name, id, owners.get(id) ?? '')]);
  });
}

function stackTaken(found: string, id: string, other: string): Finding {
  return refusal({
    rule: 'names-collide',
    path: 'name',
    found,
    message: `a stack of this environment and a stack of environment ${other} would both be ${id}`,
    remedy: 'choose another name',
  });
}

/** The bootstrap comes first and reads no other stack: every other stack keeps its state in its bucket. */
function bootstrapStack(app: App, target: BootstrapTarget | undefined): EnvironmentStack[] {
  return target ? [new StateBootstrapStack(app, target)] : [];
}

function ssmBackupStack(app: App, environment: Environment, lambdas: string): EnvironmentStack | undefined {
  const { ssmBackup } = environment;
  return ssmBackup === 'none' ? undefined : new SsmBackupStack(app, environment, ssmBackup, lambdas);
}
