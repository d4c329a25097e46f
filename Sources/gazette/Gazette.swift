import ArgumentParser
@main struct Gazette: ParsableCommand {}
