import { fillLargeAccount } from '../../aws/large-account';
import { type OthersAccount, REGION } from './others-account';

const COUNT = 200;
const all = Array.from({ length: COUNT }, (_, index) => String(index).padStart(3, '0'));

/** A vault and a plan for each team. The role of their selections was deleted. */
export const hundreds: OthersAccount = {
  name: 'hundreds of vaults',
  regions: [REGION],
  fill: (aws) => fillLargeAccount(aws, COUNT),
  parts: [
    'referenced role arn:aws:iam::111111111111:role/company/CompanyBackup',
    ...all.map((number) => `taken over plan plan-${number}`),
    ...all.map((number) => `taken over selection plan-${number}/tagged`),
    ...all.map((number) => `taken over vault vault-${number}`),
  ],
  changed: [],
};
