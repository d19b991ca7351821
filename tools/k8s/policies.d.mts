export declare function problemsOf(objects: readonly object[]): readonly string[];
