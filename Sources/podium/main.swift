internal import ArgumentParser
print("podium")
