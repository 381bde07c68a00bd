import { Option } from 'commander';

import { count } from '../options';

/** How often a command that follows something looks again. */
export function pollOption(): Option {
  return new Option('--poll <seconds>', 'look again after so many seconds').argParser(count).default(15);
}
