import { App, type AppConfig } from 'cdktf';

import type { Configuration } from '../environments/parse';
import { RefusedError } from '../environments/refusal';
import type { Environment } from '../environments/schema';
import { recordDependencies } from '../modules/core/dependencies';
import type { EnvironmentStack } from '../modules/core/environment-stack';
import { CustomerManagedPolicy } from '../modules/iam/customer-managed-policy';
import { DocumentError } from '../modules/ssm/document/document-error';
import { BackupStack } from './backup/stack';
import { IamStack } from './iam/stack';
import { NotificationsStack } from './notifications/stack';
import { missingNames } from './organizations/names-proof';
import type { TerraformJson } from './organizations/provided-names';
import { OrganizationsStack } from './organizations/stack';
import { SsmBackupStack } from './ssm-backup/stack';
import { environmentBootstrap } from './state-bootstrap/environment';
import { organizationBootstrap } from './state-bootstrap/organization';
import { type BootstrapTarget, StateBootstrapStack } from './state-bootstrap/stack';

export interface BuildOptions extends AppConfig {
  /** The folder with the zips of the functions. */
  readonly lambdas: string;
}

/**
 * Puts the stacks of every environment and of the organization together. The only place that knows which stacks there are.
 *
 * @throws {RefusedError} when a policy names what the finished stack does not make in an account that it reaches, or when
 * an environment's own steps do not fit into the document of its SSM backup, or when a policy is longer than IAM takes.
 */
export function buildApp({ environments, organization }: Configuration, { lambdas, ...options }: BuildOptions): App {
  // Stack traces would carry paths of this machine into the manifest.
  const app = new App({ stackTraces: false, ...options });
  recordDependencies(
    environments.flatMap((environment, index) => [
      ...bootstrapStack(
        app,
        environmentBootstrap(environment, { before: environments[index - 1], after: environments[index + 1] }),
      ),
      new IamStack(app, environment),
      new NotificationsStack(app, environment),
      new BackupStack(app, environment),
      ...ssmBackupStack(app, environment, lambdas),
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

/** How long a policy is shows when it is built: the configuration only lists a part of it. */
function refuseLongPolicies(app: App): void {
  const refusals = app.node.children.flatMap((stack) => {
    const parts = stack.node.findAll();
    const findings = parts.flatMap((part) => (part instanceof CustomerManagedPolicy ? part.findings : []));
    return findings.length === 0 ? [] : [{ file: `${stack.node.id}/cdk.tf.json`, findings, unchecked: false }];
  });
  if (refusals.length > 0) throw new RefusedError(refusals);
}

/** Comes first, and needs nobody: everything else keeps its state in its bucket. */
function bootstrapStack(app: App, target: BootstrapTarget | undefined): EnvironmentStack[] {
  return target ? [new StateBootstrapStack(app, target)] : [];
}

/** Whether steps of one's own fit into the document shows when it is built (S13). */
function ssmBackupStack(app: App, environment: Environment, lambdas: string): EnvironmentStack[] {
  const { name, ssmBackup } = environment;
  if (ssmBackup === 'none') return [];
  try {
    return [new SsmBackupStack(app, environment, ssmBackup, lambdas)];
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const file = `${name}-ssm-backup/cdk.tf.json`;
    throw new RefusedError([{ file, findings: error.findings, unchecked: false }]);
  }
}
