import { defineContract } from '../../modules/core/contract';

/** The roles that GitHub's workflows assume. */
export const stateBootstrapContract = defineContract('state-bootstrap', {
  planRoleArn: 'string',
  applyRoleArn: 'string',
});
