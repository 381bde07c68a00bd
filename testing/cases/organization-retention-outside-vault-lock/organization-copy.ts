import dev from './dev';
import { organization } from './organization/organization';
import prod from './prod';
import stg from './stg';

const VAULT = 'test-bk-vault';
const ROLE = 'test-bk-role';

export default organization({
  id: 'o-exampleorg1',
  service: 'anyservice',
  region: 'ap-northeast-1',
  state: { bucket: 'anyservice-organizations-tfstate-999999999999', region: 'ap-northeast-1' },
  bootstrap: { github: { repository: 'example/aws-organization-backup' } },
  managementAccount: { id: '999999999999', name: 'management' },
  root: {
    id: 'r-ab12',
    ous: [
      {
        id: 'ou-ab12-workloads',
        name: 'Workloads',
        ous: [
          {
            id: 'ou-ab12-production',
            name: 'Production',
            accounts: [{ id: prod.accountId, name: 'prod' }],
          },
          {
            id: 'ou-ab12-development',
            name: 'Development',
            accounts: [
              { id: dev.accountId, name: 'dev' },
              { id: stg.accountId, name: 'stg' },
            ],
          },
        ],
        accounts: [{ id: '444444444444', name: 'shared-services' }],
      },
      {
        id: 'ou-ab12-security',
        name: 'Security',
        accounts: [{ id: '555555555555', name: 'log-archive' }],
      },
    ],
  },
  baseline: {
    regions: ['ap-northeast-1'],
    vaults: [{ name: VAULT }, { name: 'dr-vault', lock: { mode: 'governance', minRetentionDays: 30 } }],
    role: { name: ROLE },
  },
  policies: [
    {
      name: 'test-bk-policy',
      description: 'Hourly backups of everything that is tagged Backup=On',
      attachTo: { root: true },
      plans: [
        {
          name: 'test-bk-plan',
          regions: ['ap-northeast-1'],
          rules: [
            {
              name: 'test-bk-rule',
              vault: VAULT,
              schedule: 'cron(0 * ? * * *)',
              timezone: 'Asia/Tokyo',
              startWindowMinutes: 60,
              completionWindowMinutes: 10_080,
              deleteAfterDays: 7,
              copies: [{ vault: 'dr-vault', region: 'ap-northeast-1', deleteAfterDays: 7 }],
            },
          ],
          selections: [{ name: 'test-bk-resource', role: ROLE, tag: { key: 'Backup', values: ['On'] } }],
        },
      ],
    },
    {
      name: 'test-bk-policy-production',
      description: 'Production keeps its backups longer',
      attachTo: { ous: ['Workloads/Production'] },
      plans: [{ name: 'test-bk-plan', rules: [{ name: 'test-bk-rule', deleteAfterDays: 35 }] }],
    },
  ],
  globalSettings: { crossAccountBackup: true, multiPartyApproval: false, delegatedAdministrator: false },
});
