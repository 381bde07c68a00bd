import { App, type AppConfig } from 'cdktf';

import type { Configuration } from '../environments/parse';
import { RefusedError } from '../environments/refusal';
import { recordDependencies } from '../modules/core/dependencies';
import { BackupStack } from './backup/stack';
import { IamStack } from './iam/stack';
import { NotificationsStack } from './notifications/stack';
import { missingNames } from './organizations/names-proof';
import type { TerraformJson } from './organizations/provided-names';
import { OrganizationsStack } from './organizations/stack';

/**
 * Puts the stacks of every environment and of the organization together. The only place that knows which stacks there are.
 *
 * @throws {RefusedError} when a policy names what the finished stack does not make in an account that it reaches.
 */
export function buildApp({ environments, organization }: Configuration, options: AppConfig = {}): App {
  // Stack traces would carry paths of this machine into the manifest.
  const app = new App({ stackTraces: false, ...options });
  recordDependencies(
    environments.flatMap((environment) => [
      new IamStack(app, environment),
      new NotificationsStack(app, environment),
      new BackupStack(app, environment),
    ]),
  );
  if (organization) {
    const json = new OrganizationsStack(app, organization).toTerraform() as TerraformJson;
    const findings = missingNames(organization, json);
    if (findings.length > 0)
      throw new RefusedError([{ file: 'organizations/cdk.tf.json', findings, unchecked: false }]);
  }
  return app;
}
