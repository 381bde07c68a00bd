import { Option } from 'commander';

/** The account that is asked about. */
export function accountOption(): Option {
  return new Option('--account <id>', 'the account to show');
}

/** Where the organization is described. */
export function treeOption(): Option {
  return new Option('--tree <file>', 'the organization and its policies as JSON, instead of the configuration');
}
