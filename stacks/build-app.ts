import { App, type AppConfig } from 'cdktf';

import type { Configuration } from '../environments/parse';
import { recordDependencies } from '../modules/core/dependencies';
import { BackupStack } from './backup/stack';
import { IamStack } from './iam/stack';
import { NotificationsStack } from './notifications/stack';

/** Puts every environment's stacks together. The only place that knows which stacks there are. */
export function buildApp({ environments }: Configuration, options: AppConfig = {}): App {
  // Stack traces would carry paths of this machine into the manifest.
  const app = new App({ stackTraces: false, ...options });
  recordDependencies(
    environments.flatMap((environment) => [
      new IamStack(app, environment),
      new NotificationsStack(app, environment),
      new BackupStack(app, environment),
    ]),
  );
  return app;
}
