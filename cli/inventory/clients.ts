import { BackupClient } from '@aws-sdk/client-backup';
import { EC2Client } from '@aws-sdk/client-ec2';
import { SSMClient } from '@aws-sdk/client-ssm';

import type { InventoryClients } from '../../operations/inventory/take-inventory';
import { type ClientScope, clientOptions } from '../aws/clients';

/** Clients of one region. */
export function inventoryClients(scope: ClientScope): InventoryClients {
  const options = clientOptions(scope);
  return { backup: new BackupClient(options), ec2: new EC2Client(options), ssm: new SSMClient(options) };
}
