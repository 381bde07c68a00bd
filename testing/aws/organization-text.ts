import type { MadeOrganization } from './organization';

/**
 * The text of `organization.ts` for an organization in moto, with the accounts of the fixtures below its root.
 *
 * @param settings lines with its other properties
 */
export function organizationText({ id, rootId }: MadeOrganization, settings: string): string {
  return `import { organization } from '../../environments/organization/organization';
import dev from './dev';
import prod from './prod';
import stg from './stg';

export default organization({
  id: '${id}',
  service: 'test',
  region: 'ap-northeast-1',
  state: { bucket: 'test-tfstate', region: 'ap-northeast-1' },
  managementAccount: { id: '999999999999', name: 'management' },
  root: {
    id: '${rootId}',
    accounts: [dev, stg, prod].map(({ accountId: id, name }) => ({ id, name })),
  },
  policies: [],
${settings}});
`;
}
