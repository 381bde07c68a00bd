import { run, type Ended, type Variables } from '../terraform/programs';

/** Runs Terraform, which must succeed. Returns what it printed. */
export async function terraform(folder: string, args: readonly string[], variables: Variables): Promise<string> {
  const { code, said }: Ended = await run('terraform', args, folder, variables);
  if (code !== 0) throw new Error(`terraform ${args.join(' ')}:\n${said}`);
  return said;
}
