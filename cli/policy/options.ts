import { Option } from 'commander';

/** The account to show. */
export function accountOption(): Option {
  return new Option('--account <id>', 'the account to show');
}

/** The source of the organization. */
export function treeOption(): Option {
  return new Option('--tree <file>', 'the organization and its policies as JSON, instead of the configuration');
}
