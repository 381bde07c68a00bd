import { statementsOfDocument } from '../../domain/iam/canonical-statement';
import { stableJson } from '../../domain/stable-json';
import { textOf } from '../../domain/terraform/changes/value';
import type { Block } from '../synthesized';
import { type AccountView, byName, type KeyView } from './account-view';

/** Reads what Terraform JSON creates in one account and region, with every reference resolved as AWS would. */
export function terraformView(
  json: Block,
  { account, region, organizationId }: Readonly<Record<'account' | 'region' | 'organizationId', string>>,
): AccountView {
  const alias = json['provider'].aws.find((one: Block) => one['allowed_account_ids'].includes(account)).alias;
  const isOwn = ({ provider = 'aws' }: Block): boolean => provider === (alias === undefined ? 'aws' : `aws.${alias}`);
  const { tags: defaults } = json['provider'].aws.find((one: Block) => one['alias'] === alias).default_tags[0];
  const ofType = (type: string): [string, Block][] =>
    Object.entries<Block>(json['resource'][type] ?? {}).filter(
      ([, one]) => isOwn(one) && (one['region'] === undefined || one['region'] === region),
    );
  const { Account: _, ...tags } = defaults;
  const tagsOf = (one: Block): Record<string, string> => ({ ...tags, ...one['tags'] });

  /** `${aws_backup_vault.x.arn}` */
  const resolve = (text: string): string =>
    text.replaceAll(
      /\$\{(data\.)?(\w+)\.([^.}]+)\.(\w+)\}/g,
      (_match, data: string | undefined, type: string, id: string, attribute: string) => {
        if (data !== undefined) return organizationId;
        const block: Block = json['resource'][type][id];
        const arns: Record<string, string> = {
          aws_backup_vault: `arn:aws:backup:${block['region']}:${account}:backup-vault:${block['name']}`,
          aws_iam_policy: `arn:aws:iam::${account}:policy/${block['name']}`,
          aws_iam_role: `arn:aws:iam::${account}:role${block['path'] ?? '/'}${block['name']}`,
          aws_kms_key: id,
        };
        if (attribute === 'arn') return arns[type] ?? 'unknown';
        return attribute === 'key_id' ? id : String(block[attribute]);
      },
    );
  const resolved = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), (_key, inner: unknown) => (typeof inner === 'string' ? resolve(inner) : inner));
  const policyText = (reference: string): string => {
    const id = /aws_iam_policy_document\.([^.]+)\.json/.exec(reference)?.[1] ?? '';
    const document: Block = json['data'].aws_iam_policy_document[id];
    if (!isOwn(document)) throw new Error(`${id} is read in another account`);
    return textOf(statementsOfDocument(resolved(document['statement'])));
  };

  const aliases = new Map(
    ofType('aws_kms_alias').map(([, one]) => [resolve(one['target_key_id']), one['name'] as string]),
  );
  const keys = new Map(
    ofType('aws_kms_key').map(([id, key]): [string, KeyView] => [
      id,
      {
        alias: aliases.get(id) ?? '',
        description: key['description'],
        rotated: key['enable_key_rotation'],
        policy: policyText(key['policy']),
        tags: tagsOf(key),
      },
    ]),
  );
  const own = new Map(ofType('aws_iam_policy').map(([id, one]) => [resolve(`\${aws_iam_policy.${id}.arn}`), one]));
  const attached = ofType('aws_iam_role_policy_attachment').map(([, one]) => ({
    role: resolve(one['role']),
    arn: resolve(one['policy_arn']),
  }));
  const find = (type: string, vault: string): Block | undefined =>
    ofType(type).find(([, one]) => resolve(one['backup_vault_name']) === vault)?.[1];
  const targets = ofType('aws_cloudwatch_event_target').map(([, one]) => resolved(one) as Block);
  return {
    roles: byName(
      ofType('aws_iam_role').map(([, role]) => ({
        name: role['name'],
        path: role['path'] ?? '/',
        trust: policyText(role['assume_role_policy']),
        boundary: role['permissions_boundary'],
        policies: attached
          .filter((one) => one.role === role['name'])
          .map(({ arn }) => {
            const policy = own.get(arn);
            return policy ? `${arn} ${policy['description']} ${policyText(policy['policy'])}` : arn;
          })
          .toSorted(),
        tags: tagsOf(role),
      })),
    ),
    vaults: byName(
      ofType('aws_backup_vault').map(([, vault]) => {
        const arn: string | undefined = vault['kms_key_arn'];
        const key = arn === undefined ? undefined : resolve(arn);
        const lock = find('aws_backup_vault_lock_configuration', vault['name']);
        return {
          name: vault['name'],
          key: keys.get(key ?? '') ?? key,
          lock: lock && {
            // AWS Backup's own minimum.
            least: lock['min_retention_days'] ?? 1,
            most: lock['max_retention_days'],
            grace: lock['changeable_for_days'],
          },
          access: policyText(find('aws_backup_vault_policy', vault['name'])?.['policy']),
          tags: tagsOf(vault),
        };
      }),
    ),
    rules: byName(
      ofType('aws_cloudwatch_event_rule').map(([, rule]) => {
        const target = targets.find((one) => one['rule'] === rule['name']) ?? {};
        return {
          name: rule['name'],
          description: rule['description'],
          pattern: stableJson(JSON.parse(rule['event_pattern'])),
          target: `${target['target_id']} ${target['arn']}`,
          role: target['role_arn'],
          tags: tagsOf(rule),
        };
      }),
    ),
  };
}
