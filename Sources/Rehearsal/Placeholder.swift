internal import Hummingbird
enum PlaceholderRehearsal {}
