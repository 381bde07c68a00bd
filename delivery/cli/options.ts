import { Option } from 'commander';

/** Which environment a command is about, or the organization. */
export function targetOption(): Option {
  return new Option('--environment <name>', 'an environment, or organizations').makeOptionMandatory();
}

/** What synth has written, for commands that would synthesize otherwise. */
export function fromOption(what: string): Option {
  return new Option('--from <folder>', `${what} what synth wrote there (default: synthesizes now)`);
}

/** Where a bundle goes. */
export function outOption(): Option {
  return new Option(
    '--out <bundle>',
    'a file, or s3://BUCKET/SERVICE/ENVIRONMENT/bundles/NAME.zip (default: a file in cdktf.out/plans)',
  );
}
