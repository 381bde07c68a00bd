import path from 'node:path';

import { labelOf } from '../../environments/rules/notifications';
import type { Environment } from '../../environments/schema';
import type { VerifiedEnvironment } from '../../operations/verify/configured';
import type { VerifyClients } from '../../operations/verify/verify-environment';
import { clientOptions } from '../aws/clients';
import type { ClientScope } from '../aws/clients';
import { OUTPUT } from '../synth/synthesize';

/** @param home the region of the environment's parameters */
export async function verifyClients(home: ClientScope): Promise<VerifyClients> {
  const [{ BackupClient }, { SNSClient }, { SSMClient }] = await Promise.all([
    import('@aws-sdk/client-backup'),
    import('@aws-sdk/client-sns'),
    import('@aws-sdk/client-ssm'),
  ]);
  return {
    backup: (region) => new BackupClient(clientOptions({ ...home, region })),
    sns: (region) => new SNSClient(clientOptions({ ...home, region })),
    ssm: new SSMClient(clientOptions(home)),
  };
}

/** The environment, with a label for each subscription that contains no secret. */
export function verified({ notifications, ...environment }: Environment): VerifiedEnvironment {
  const subscriptions = notifications.subscriptions.map((one) => ({ ...one, label: labelOf(one) }));
  return { ...environment, notifications: { ...notifications, subscriptions }, window: windowOf(environment) };
}

function windowOf({ name, region, ssmBackup }: Pick<Environment, 'name' | 'region' | 'ssmBackup'>) {
  if (ssmBackup === 'none') return undefined;
  return { region, name: ssmBackup.window.name, folder: path.join(OUTPUT, 'stacks', `${name}-ssm-backup`) };
}
