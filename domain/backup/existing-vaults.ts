import { covers } from '../iam/access/pattern';
import { vaultArn, type VaultLocation } from './model';

/** Whether a list of ARNs, in which `*` matches anything, contains a vault. */
export function vaultExists(arns: readonly string[], location: VaultLocation): boolean {
  return arns.some((arn) => covers(arn, vaultArn(location)));
}
