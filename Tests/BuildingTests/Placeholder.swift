import Testing

@testable import Building
