/** One thing whose cost is reported: a program that runs from start to end. */
export interface Case {
  readonly name: string;
  /** Prepares what the program needs, and returns how to start it. */
  readonly prepare: (place: Place) => Program;
  readonly goal?: Goal;
}

export interface Place {
  /** The root of this repository. */
  readonly root: string;
  /** A folder of the case's own, in which the program runs. Goes when all cases have been run. */
  readonly folder: string;
}

/** What node is started with. */
export interface Program {
  readonly arguments: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
}

/** What we want to stay within. `ratio` is the wall time against that of the empty app, `jsonBytes` the growth of all stacks. */
export interface Goal {
  readonly measure: 'wallMs' | 'peakMb' | 'ratio' | 'jsonBytes';
  readonly atMost: number;
}
