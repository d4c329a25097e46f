@main enum Corpora { static func main() {} }
