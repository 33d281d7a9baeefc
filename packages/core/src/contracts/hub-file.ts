/** A file of a repository of the Hugging Face hub, or of what speaks like it. */
export interface HubFile {
  readonly kind: 'model' | 'dataset';
  /** Such as `facebook/opt-125m`. */
  readonly repo: string;
  /** A commit, or a branch or tag or pull request such as `refs/pr/35`: with one that moves, say what it should hold by `sha256`. */
  readonly revision: string;
  /** Path within the repository. */
  readonly file: string;
  /** What the file must hold, in hexadecimal; absent: what the hub says it holds. */
  readonly sha256?: string;
  /** In bytes; absent: what the hub says. */
  readonly size?: number;
}

/** A file that a system fetches while it loads, unless it is on this machine already. */
export interface Download {
  readonly file: HubFile;
  /** About how many bytes it has; absent: not known before it is fetched. */
  readonly bytes?: number;
}
