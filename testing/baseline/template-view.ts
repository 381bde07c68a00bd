import { statementsOfPolicy } from '../../domain/iam/canonical-statement';
import { stableJson } from '../../domain/stable-json';
import { textOf } from '../../domain/terraform/changes/value';
import { evaluate, isTrue, parseTemplate, type Scope } from '../../local-aws/operations/stack-set-template';
import type { Block } from '../synthesized';
import { type AccountView, byName, type KeyView } from './account-view';

/** Reads a template as CloudFormation does in one account and region, with the interpreter of the local AWS. */
export function templateView(text: string, place: { readonly account: string; readonly region: string }): AccountView {
  const template = parseTemplate(text);
  const empty = { ...place, template, stackName: 'stack', stackId: 'stack', resources: {} } as const satisfies Scope;
  const created = Object.entries(template.Resources).filter(
    ([, { Condition }]) => Condition === undefined || isTrue(Condition, empty),
  );
  const resources = Object.fromEntries(
    created.map(([id, { Type, Properties }]) => {
      const iam = `arn:aws:iam::${place.account}:`;
      const { ManagedPolicyName, RoleName, Path = '/' } = Properties ?? {};
      const physicalId = Type === 'AWS::IAM::ManagedPolicy' ? `${iam}policy/${String(ManagedPolicyName)}` : id;
      const arn = Type === 'AWS::IAM::Role' ? `${iam}role${String(Path)}${String(RoleName)}` : id;
      return [id, { type: Type, physicalId, attributes: { Arn: arn } }];
    }),
  );
  const scope = { ...empty, resources } as unknown as Scope;
  const ofType = (type: string) =>
    created
      .filter(([, resource]) => resource.Type === type)
      .map(([id, { Properties }]): [string, Block] => [id, evaluate(Properties, scope)]);

  const own = new Map(
    ofType('AWS::IAM::ManagedPolicy').map(([id, policy]) => [resources[id]?.physicalId, policy] as const),
  );
  const aliases = new Map(ofType('AWS::KMS::Alias').map(([, alias]) => [alias['TargetKeyId'], alias['AliasName']]));
  const keys = new Map(
    ofType('AWS::KMS::Key').map(([id, key]): [string, KeyView] => [
      id,
      {
        alias: aliases.get(id),
        description: key['Description'],
        rotated: key['EnableKeyRotation'],
        policy: policyText(key['KeyPolicy'], place.account),
        tags: tagsOf(key),
      },
    ]),
  );
  return {
    roles: byName(
      ofType('AWS::IAM::Role').map(([, role]) => ({
        name: role['RoleName'],
        path: role['Path'] ?? '/',
        trust: policyText(role['AssumeRolePolicyDocument'], place.account),
        boundary: role['PermissionsBoundary'],
        policies: role['ManagedPolicyArns']
          .map((arn: string) => {
            const policy = own.get(arn);
            return policy
              ? `${arn} ${policy['Description']} ${policyText(policy['PolicyDocument'], place.account)}`
              : arn;
          })
          .toSorted(),
        tags: tagsOf(role),
      })),
    ),
    vaults: byName(
      ofType('AWS::Backup::BackupVault').map(([, vault]) => {
        const lock: Block | undefined = vault['LockConfiguration'];
        return {
          name: vault['BackupVaultName'],
          key: keys.get(vault['EncryptionKeyArn']) ?? vault['EncryptionKeyArn'],
          lock: lock && {
            least: lock['MinRetentionDays'],
            most: lock['MaxRetentionDays'],
            grace: lock['ChangeableForDays'],
          },
          access: policyText(vault['AccessPolicy'], place.account),
          tags: vault['BackupVaultTags'],
        };
      }),
    ),
    rules: byName(
      ofType('AWS::Events::Rule').map(
        ([
          ,
          {
            Targets: [target],
            ...rule
          },
        ]) => ({
          name: rule['Name'],
          description: rule['Description'],
          pattern: stableJson(rule['EventPattern']),
          target: `${target.Id} ${target.Arn}`,
          role: target.RoleArn,
          tags: tagsOf(rule),
        }),
      ),
    ),
  };
}

function tagsOf({ Tags: tags }: Block): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }: Block) => [Key, Value]));
}

/** Canonical, without what an account allows itself twice: its own root administers its keys. */
function policyText(policy: Block, account: string): string {
  const statements = policy['Statement'].flatMap((statement: Block) => {
    const principals: string[] | undefined = statement['Principal']?.AWS;
    if (principals === undefined || !COPIES.has(statement['Sid'])) return [statement];
    const others = principals.filter((principal) => principal !== `arn:aws:iam::${account}:root`);
    return others.length === 0 ? [] : [{ ...statement, Principal: { AWS: others } }];
  });
  return textOf(statementsOfPolicy({ Statement: statements }));
}

const COPIES: ReadonlySet<string> = new Set(['CopyToAccounts', 'GrantToServicesOfAccounts']);
