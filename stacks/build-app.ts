import { App, type AppConfig } from 'cdktf';

import type { Configuration } from '../environments/parse';
import { RefusedError } from '../environments/refusal';
import type { Environment } from '../environments/schema';
import { recordDependencies } from '../modules/core/dependencies';
import type { EnvironmentStack } from '../modules/core/environment-stack';
import { CustomerManagedPolicy } from '../modules/iam/customer-managed-policy';
import { DocumentError } from '../modules/ssm/document/document-error';
import { backupContract } from './backup/contract';
import { BackupStack } from './backup/stack';
import { iamContract } from './iam/contract';
import { IamStack } from './iam/stack';
import { notificationsContract } from './notifications/contract';
import { NotificationsStack } from './notifications/stack';
import { missingNames } from './organizations/names-proof';
import type { TerraformJson } from './organizations/provided-names';
import { OrganizationsStack } from './organizations/stack';
import { ssmBackupContract } from './ssm-backup/contract';
import { SsmBackupStack } from './ssm-backup/stack';
import { environmentBootstrap } from './state-bootstrap/environment';
import { organizationBootstrap } from './state-bootstrap/organization';
import { type BootstrapTarget, StateBootstrapStack } from './state-bootstrap/stack';

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
 * @throws {RefusedError} when a policy names what the finished stack does not create in an account that it applies to, when
 * a custom step of an environment does not fit into the document of its SSM backup, or when a policy exceeds IAM's limit.
 */
export function buildApp({ environments, organization }: Configuration, { lambdas, ...options }: BuildOptions): App {
  // Stack traces would carry paths of this machine into the manifest.
  const app = new App({ stackTraces: false, ...options });
  recordDependencies(
    environments.flatMap((environment, index) => [
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
    ]),
  );
  if (organization) {
    bootstrapStack(app, organizationBootstrap(organization));
    const json = new OrganizationsStack(app, organization).toTerraform() as TerraformJson;
    const findings = missingNames(organization, json);
    if (findings.length > 0)
      throw new RefusedError([{ file: 'organizations/cdk.tf.json', findings, unchecked: false }]);
  }
  refuseLongPolicies(app);
  return app;
}

/** The length of a policy is known only when it is built: the configuration lists only a part of it. */
function refuseLongPolicies(app: App): void {
  const refusals = app.node.children.flatMap((stack) => {
    const constructs = stack.node.findAll();
    const findings = constructs.flatMap((one) => (one instanceof CustomerManagedPolicy ? one.findings : []));
    return findings.length === 0 ? [] : [{ file: `${stack.node.id}/cdk.tf.json`, findings, unchecked: false }];
  });
  if (refusals.length > 0) throw new RefusedError(refusals);
}

/** The bootstrap comes first and reads no other stack: every other stack keeps its state in its bucket. */
function bootstrapStack(app: App, target: BootstrapTarget | undefined): EnvironmentStack[] {
  return target ? [new StateBootstrapStack(app, target)] : [];
}

/** Whether custom steps fit into the document is known only when it is built (S13). */
function ssmBackupStack(app: App, environment: Environment, lambdas: string): EnvironmentStack | undefined {
  const { name, ssmBackup } = environment;
  if (ssmBackup === 'none') return undefined;
  try {
    return new SsmBackupStack(app, environment, ssmBackup, lambdas);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const file = `${name}-ssm-backup/cdk.tf.json`;
    throw new RefusedError([{ file, findings: error.findings, unchecked: false }]);
  }
}
